import type { EndReason } from "@sessionkit/core";

/** A message between tabs: which session the sender has. It is a hint that triggers a request, and is never trusted. */
export interface TabMessage {
  /** The session's id; null if the sender is signed out. */
  readonly session: string | null;
  /** Why the sender is signed out; null if it is not. Shown only after the server has said that there is no session. */
  readonly reason: EndReason | null;
  /** The sender has refreshed the session. */
  readonly renewed?: true;
  /** The reply to a message with another session; it is not replied to. */
  readonly reply?: true;
}
