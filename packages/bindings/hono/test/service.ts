import { randomBytes } from "node:crypto";
import { createSessions, type SessionStore, type StoredSessions } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { fixedClock } from "@sessionkit/testing";

type Service = StoredSessions<{ id: string }, { role: string }, { note: string }, { id: string }>;

/** Sessions in memory, and functions to control them. */
export interface TestService {
  readonly sessions: Service;
  readonly clock: ReturnType<typeof fixedClock>;
  /** Makes the store fail, or work again. */
  turn(to: "up" | "down"): void;
  /** The verbs of the store that were called since the last call. */
  takeCalls(): readonly string[];
}

export function createService(strategy: "jwt" | "database" = "jwt"): TestService {
  const clock = fixedClock();
  const memory = createMemoryStore();
  let state = "up";
  let calls: string[] = [];
  const store = new Proxy(memory, {
    get(target, name) {
      const verb = Reflect.get(target, name) as unknown;
      if (typeof verb !== "function") return verb;
      return async (...args: unknown[]) => {
        calls.push(String(name));
        if (state === "down") throw new Error("connect ECONNREFUSED");
        return Reflect.apply(verb, target, args) as unknown;
      };
    },
  }) as SessionStore;
  const sessions = createSessions({
    strategy,
    secret: randomBytes(32).toString("base64"),
    store,
    clock,
    loadUser: async (id: string) => ({ id }),
    claims: ({ id }) => ({ role: id.startsWith("admin") ? "admin" : "member" }),
    data: () => ({ note: "" }),
    publicUser: ({ id }) => ({ id }),
  });
  return {
    sessions,
    clock,
    turn(to) {
      state = to;
    },
    takeCalls() {
      const taken = calls;
      calls = [];
      return taken;
    },
  };
}
