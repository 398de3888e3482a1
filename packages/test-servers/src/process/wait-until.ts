import { setTimeout as pause } from "node:timers/promises";

const TIMEOUT_MS = 60_000;
const INTERVAL_MS = 20;

/**
 * Calls `check` until it returns something other than false, and returns that. Retries if it rejects. After a minute, rejects
 * with the last error as `cause`.
 */
export async function waitUntil<T>(
  what: string,
  check: () => T | Promise<T>,
): Promise<Exclude<T, false>> {
  const deadline = performance.now() + TIMEOUT_MS;
  for (;;) {
    let cause: unknown;
    try {
      const result = await check();
      if (result !== false) return result as Exclude<T, false>;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > deadline)
      throw new Error(`Timed out while waiting for ${what}.`, { cause });
    await pause(INTERVAL_MS);
  }
}
