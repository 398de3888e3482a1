import type { Random } from "./random.ts";
import type { Timeline } from "./timeline.ts";

/** The functions of WebCrypto that core and the device use. */
const SUBTLE = ["generateKey", "importKey", "exportKey", "sign", "verify"] as const;

/**
 * Replaces the timers, the monotonic clock and the random numbers that core uses (deadlines, jitter, pauses between
 * attempts) with those of the simulation, so that a seed repeats them, and lets virtual time wait for WebCrypto. Returns a function that restores the originals.
 */
export function installVirtualTime(timeline: Timeline, random: Random): () => void {
  const original = { random: Math.random, setTimeout, clearTimeout };
  const cancels = new Map<number, () => void>();
  let timers = 0;

  function set(callback: () => void, delay = 0): number {
    const id = ++timers;
    const cancel = timeline.timer(delay, () => {
      cancels.delete(id);
      callback();
    });
    cancels.set(id, cancel);
    return id;
  }

  function clear(id: number): void {
    cancels.get(id)?.();
    cancels.delete(id);
  }

  Math.random = () => random.next();
  Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
  Object.defineProperty(performance, "now", { value: timeline.now, configurable: true });
  for (const name of SUBTLE) {
    const run = crypto.subtle[name] as (...args: unknown[]) => Promise<unknown>;
    const value = (...args: unknown[]) => timeline.outside(run.apply(crypto.subtle, args));
    Object.defineProperty(crypto.subtle, name, { value, configurable: true });
  }
  return () => {
    for (const name of SUBTLE) Reflect.deleteProperty(crypto.subtle, name);
    Math.random = original.random;
    Object.assign(globalThis, {
      setTimeout: original.setTimeout,
      clearTimeout: original.clearTimeout,
    });
    Reflect.deleteProperty(performance, "now");
  };
}
