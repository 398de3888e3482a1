import type { Laptop } from "./laptop.ts";

/** One refresh at a time across the tabs of a browser. */
export interface Lock {
  /** Runs `run` when nobody else does, or after 5 s all the same; `waited` says that somebody did. */
  request(run: (waited: boolean, release: () => void) => void): void;
}

const PATIENCE = 5_000;

/** As the client's own, over `navigator.locks`. */
export function createLock(laptop: Laptop): Lock {
  const waiting: (() => void)[] = [];
  let held = false;
  const release = (): void => {
    const next = waiting.shift();
    if (next) next();
    else held = false;
  };
  return {
    request(run) {
      if (!held) {
        held = true;
        return run(false, release);
      }
      let waits = true;
      const start = (): void => {
        waits = false;
        run(true, release);
      };
      waiting.push(start);
      laptop.after(PATIENCE, () => {
        if (!waits) return;
        waiting.splice(waiting.indexOf(start), 1);
        run(true, () => undefined);
      });
    },
  };
}

/** Where there are no locks (plain http), or no client: every tab for itself, and the server makes them agree. */
export const NO_LOCK: Lock = {
  request: (run) => run(false, () => undefined),
};
