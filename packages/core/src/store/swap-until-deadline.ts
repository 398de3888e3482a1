import { SessionStoreError } from "../base/errors.ts";
import type { Deadline } from "./deadline.ts";

/** Upper bound of the pause between two attempts, in milliseconds. */
const MAX_PAUSE = 40;

/**
 * Repeats a compare-and-swap, from reading the record on, while others win it: until the deadline, with a random pause
 * that grows. Rejects with `SessionStoreError` after that.
 *
 * @param attempt null if the swap was lost
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
        `The session was changed by others ${tries} times in a row within ${deadline.timeout} ms.`,
      );
      onFailure(error);
      throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
