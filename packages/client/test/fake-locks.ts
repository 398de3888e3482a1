import type { SessionLocks } from "../src/index.ts";

interface Waiting {
  readonly grant: () => void;
}

/** Web Locks, which Node 20 lacks: exclusive, in order of request, with `ifAvailable` and `signal` as specified. */
export class FakeLocks implements SessionLocks {
  #held = new Set<string>();
  #queues = new Map<string, Waiting[]>();

  readonly request = (async (
    name: string,
    options: LockOptions,
    callback: (lock: Lock | null) => unknown,
  ): Promise<unknown> => {
    options.signal?.throwIfAborted();
    await Promise.resolve();
    if (options.ifAvailable && this.#held.has(name)) return callback(null);
    if (this.#held.has(name)) await this.#wait(name, options.signal);
    this.#held.add(name);
    try {
      return await callback({ name, mode: "exclusive" });
    } finally {
      this.#held.delete(name);
      this.#queues.get(name)?.shift()?.grant();
    }
  }) as LockManager["request"];

  #wait(name: string, signal: AbortSignal | undefined): Promise<void> {
    const queue = this.#queues.get(name) ?? [];
    this.#queues.set(name, queue);
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        grant: () => {
          this.#held.add(name);
          resolve();
        },
      };
      queue.push(waiting);
      // Aborting has no effect on a lock that was granted.
      signal?.addEventListener("abort", () => {
        const index = queue.indexOf(waiting);
        if (index < 0) return;
        queue.splice(index, 1);
        reject(signal.reason);
      });
    });
  }
}
