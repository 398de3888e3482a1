import type { SessionStore } from "@sessionkit/core";

/** A store that fails while it is turned down, and counts reads. */
export interface FaultyStore {
  readonly store: SessionStore;
  turn(to: "up" | "down"): void;
  /** Throws while it is down. */
  check(): void;
  /** How many sessions were read since the last call. */
  takeReads(): number;
}

const READS = new Set<string>(["find", "findByUser"]);

export function createFaultyStore(store: SessionStore): FaultyStore {
  let state: "up" | "down" = "up";
  let reads = 0;
  function check(): void {
    if (state === "down") throw new Error("connect ECONNREFUSED, as the test requires.");
  }
  const verbs = Object.entries(store).filter(([, verb]) => typeof verb === "function");
  const faulty = verbs.map(([name, verb]) => [
    name,
    async (...args: unknown[]) => {
      check();
      if (READS.has(name)) reads++;
      return Reflect.apply(verb, store, args) as unknown;
    },
  ]);
  return {
    store: Object.fromEntries(faulty) as SessionStore,
    turn(to) {
      state = to;
    },
    check,
    takeReads() {
      const taken = reads;
      reads = 0;
      return taken;
    },
  };
}
