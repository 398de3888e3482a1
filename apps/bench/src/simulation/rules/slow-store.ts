import { createMemoryStore, type MemoryStore } from "@sessionkit/core/memory";
import type { Random } from "../random.ts";
import { storeDelay } from "../server.ts";
import type { Timeline } from "../timeline.ts";

/** The memory store with a random delay: other requests run between a read and its write. */
export function createSlowStore(
  timeline: Timeline,
  random: Random,
  isDown: () => boolean = () => false,
): MemoryStore {
  const store = createMemoryStore();
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return async (...args: unknown[]) => {
        await timeline.pause(storeDelay(random));
        if (isDown()) throw new Error("The store does not answer.");
        const result: unknown = await member.apply(target, args);
        await timeline.pause(storeDelay(random));
        return result;
      };
    },
  });
}
