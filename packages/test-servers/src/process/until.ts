import { setTimeout as pause } from "node:timers/promises";

const PATIENCE_MS = 60_000;
const BETWEEN_MS = 20;

/**
 * Asks until there is an answer other than false, and returns it. A question that rejects is asked again; after a
 * minute its last error is the cause of the one thrown here.
 */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
): Promise<Exclude<T, false>> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    let cause: unknown;
    try {
      const answer = await ask();
      if (answer !== false) return answer as Exclude<T, false>;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > deadline) throw new Error(`Waited in vain: ${what}.`, { cause });
    await pause(BETWEEN_MS);
  }
}
