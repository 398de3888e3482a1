import { setTimeout as pause } from "node:timers/promises";

/** Runs what it is given after a delay, always in the order in which it was given, even as the delay changes. */
export function inOrder(): (ms: number, deliver: () => void) => void {
  let last = Promise.resolve();
  let waiting = 0;
  return (ms, deliver) => {
    if (ms === 0 && waiting === 0) return deliver();
    const due = performance.now() + ms;
    waiting++;
    last = last
      .then(() => pause(Math.max(0, due - performance.now())))
      .then(() => {
        waiting--;
        deliver();
      });
  };
}
