import type { SessionRequest } from "../request/request.ts";
import { createDeadline, type Deadline } from "../store/deadline.ts";

/** The deadline that all store calls of a request share; a new one for each call without a request. */
export type DeadlineOf = (request: SessionRequest | undefined) => Deadline;

/**
 * The deadline of a request starts at its first call. A longer request, such as a stream, gets a new deadline after the
 * first has passed. If a call failed at the deadline, the new one starts only after another `timeout`.
 *
 * @param timeout in milliseconds
 */
export function createRequestDeadlines(timeout: number): DeadlineOf {
  const deadlines = new WeakMap<SessionRequest, Deadline>();
  return (request) => {
    if (!request) return createDeadline(timeout);
    const known = deadlines.get(request);
    if (known && known.remaining() > (known.failed ? -timeout : 0)) return known;
    const deadline = createDeadline(timeout);
    deadlines.set(request, deadline);
    return deadline;
  };
}
