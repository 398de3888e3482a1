import { requiredError } from "../base/errors.ts";
import type { WatchOptions } from "../flow/watch-session.ts";
import type { AnySessions } from "../service/sessions.ts";
import type { Outcome } from "../session/outcome.ts";
import { sessionOf } from "./session-of.ts";

/** Watches the session of a request. Throws `SessionRequiredError` if there is none, and `SessionStoreError` in an outage. */
export function watchSession(
  sessions: AnySessions,
  outcome: Outcome,
  options: WatchOptions,
): AbortSignal {
  const session = sessionOf(outcome);
  if (!session) throw requiredError(outcome.reason);
  return sessions.watch(session, options);
}

/** A response of Node, or the socket of a handshake. Over HTTP/2, only the stream of a response knows whether it is closed. */
export interface Connection {
  readonly closed?: boolean | undefined;
  readonly stream?: { readonly closed: boolean } | undefined;
  on(event: "close", listener: () => void): unknown;
}

/** Calls the listener when a connection is closed; at once if it is already, since Node then emits no event any more. */
export function onClose(connection: Connection, listener: () => void): void {
  if (connection.closed ?? connection.stream?.closed) listener();
  else connection.on("close", listener);
}

/** Is aborted when a response, or the socket of a handshake, is closed. */
export function closedSignal(connection: Connection): AbortSignal {
  const closed = new AbortController();
  onClose(connection, () => closed.abort());
  return closed.signal;
}
