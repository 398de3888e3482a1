import type { SessionRequest } from "../request/request.ts";
import { createDeadline, type Deadline } from "../store/deadline.ts";

/** One deadline for all store calls of a request together. */
export interface RequestDeadlines {
  /** The deadline under which calls for this request run; a new one for each call without a request. */
  of(request: SessionRequest | undefined): Deadline;
}

/**
 * The deadline of a request begins with its first call. A request that is handled for longer than that, such as a stream,
 * gets a new one once the first has passed; after a failure, only when as much time again has gone by.
 *
 * @param timeout in milliseconds
 */
export function createRequestDeadlines(timeout: number): RequestDeadlines {
  const deadlines = new WeakMap<SessionRequest, Deadline>();
  return {
    of(request) {
      if (!request) return createDeadline(timeout);
      const known = deadlines.get(request);
      if (known && known.remaining() > (known.failed ? -timeout : 0)) return known;
      const deadline = createDeadline(timeout);
      deadlines.set(request, deadline);
      return deadline;
    },
  };
}
