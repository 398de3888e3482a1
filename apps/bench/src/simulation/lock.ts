import type { Device } from "./laptop.ts";

/** One refresh at a time across the tabs of a browser. */
export interface Lock {
  /** Runs `run` when the lock is free, or after 5 s in any case; `waited`: another tab had it. */
  request(run: (waited: boolean, release: () => void) => void): void;
}

const TIMEOUT = 5_000;

/** A model of the client's lock over `navigator.locks`. */
export function createLock(device: Device): Lock {
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
      device.after(TIMEOUT, () => {
        if (!waits) return;
        waiting.splice(waiting.indexOf(start), 1);
        run(true, () => undefined);
      });
    },
  };
}

/** Without locks (plain http) or without the client, each tab refreshes independently, and the server converges. */
export const NO_LOCK: Lock = {
  request: (run) => run(false, () => undefined),
};
