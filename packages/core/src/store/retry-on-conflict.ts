import { SessionStoreError } from "../base/errors.ts";
import type { Emit } from "../session/events.ts";

const TRIES = 3;

/**
 * Tries a compare-and-swap again, from reading the row on, while others win it. Who always loses gets an outage, told of
 * as one: the row may be well, and the store is too busy for now.
 *
 * @param attempt null where the swap was lost
 */
export async function untilSwapped<T>(emit: Emit, attempt: () => Promise<T | null>): Promise<T> {
  for (let tries = 0; tries < TRIES; tries++) {
    const result = await attempt();
    if (result !== null) return result;
  }
  const error = new SessionStoreError(
    `The session was written to by others ${TRIES} times in a row.`,
  );
  emit("session.store_failed", { error });
  throw error;
}
