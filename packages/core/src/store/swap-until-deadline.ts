import { SessionStoreError } from "../base/errors.ts";
import type { Deadline } from "./deadline.ts";

/** Upper bound of the pause between two attempts, in milliseconds. */
const MAX_PAUSE = 40;

/**
 * Retries a compare-and-swap, including the read of the record, while concurrent updates win: until the deadline, with
 * growing random pauses. Then rejects with `SessionStoreError`.
 *
 * @param attempt returns null if a concurrent update won
 */
export async function swapUntilDeadline<T>(
  deadline: Deadline,
  onFailure: (error: SessionStoreError) => void,
  attempt: () => Promise<T | null>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    const result = await attempt();
    if (result !== null) return result;
    const pause = Math.random() * Math.min(MAX_PAUSE, 2 ** tries);
    if (deadline.remaining() <= pause) {
      const error = new SessionStoreError(
        `Concurrent updates changed the session ${tries} times in a row within ${deadline.timeout} ms.`,
      );
      onFailure(error);
      throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
