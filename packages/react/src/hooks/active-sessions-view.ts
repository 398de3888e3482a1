import type { SessionRequestError } from "@sessionkit/client";
import type { ActiveSession } from "@sessionkit/core";

export interface ActiveSessionsView {
  /** Stays `ready` if a reload fails; `failed` if the list was never loaded. */
  readonly status: "loading" | "ready" | "failed" | "unauthenticated";
  /** The current one first, then the newest. A session stays in the list until the server has confirmed its end. */
  readonly sessions: readonly ActiveSession[];
  /** The ids of the sessions whose end is requested and not confirmed yet. */
  readonly pending: readonly string[];
  /** The server's time of the list, which its times are to be compared with. Null without a list. */
  readonly now: number | null;
  /** The error of the last load; null if it succeeded. */
  readonly error: SessionRequestError | null;
  /** The progress or result of the user's last action. Announce it. */
  readonly notice: ActiveSessionsNotice | null;
  /** Loads the list again. Never rejects. */
  readonly reload: () => Promise<void>;
  /**
   * Ends one session; for the current one this is a sign-out. Resolves with whether it has ended. A call while the same
   * session is pending sends no request and has the same result.
   */
  readonly revoke: (id: string) => Promise<boolean>;
  /** Ends all sessions but the current one. */
  readonly revokeOthers: () => Promise<boolean>;
  /** Ends all sessions, including the current one. */
  readonly revokeAll: () => Promise<boolean>;
}

/** The progress or result of ending sessions. */
export interface ActiveSessionsNotice {
  /** `failed`: the server did not confirm it, so that the sessions may still be active. */
  readonly kind: "pending" | "ended" | "failed";
  readonly sessions: readonly ActiveSession[];
  /** Why it failed; null otherwise. */
  readonly error: SessionRequestError | null;
}
