import { requiredError } from "../base/errors.ts";
import type { WatchOptions } from "../flow/watch-session.ts";
import type { AnySessions } from "../service/sessions.ts";
import type { Outcome } from "../session/outcome.ts";
import { sessionOf } from "./session-of.ts";

/**
 * Watches the session of a request. Throws `SessionRequiredError` if there is none, and `SessionStoreError` in an outage.
 *
 * @param closed aborted when the client disconnects, unless the options have a signal for that
 */
export function watchSession(
  sessions: AnySessions,
  outcome: Outcome,
  closed: AbortSignal | undefined,
  { until = closed, ...options }: WatchOptions = {},
): AbortSignal {
  const session = sessionOf(outcome);
  if (!session) throw requiredError(outcome.reason);
  return sessions.watch(session, { until, ...options });
}

/** Is aborted when a response, or the socket of a handshake, is closed. */
export function closedSignal(connection: {
  on(event: "close", listener: () => void): unknown;
}): AbortSignal {
  const closed = new AbortController();
  connection.on("close", () => closed.abort());
  return closed.signal;
}
