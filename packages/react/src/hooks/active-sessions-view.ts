import type { SessionRequestError } from "@sessionkit/client";
import type { ActiveSession } from "@sessionkit/core";

export interface ActiveSessionsView {
  /** `ready` goes on through a reload that fails; `failed` means that there never was a list. */
  readonly status: "loading" | "ready" | "failed" | "unauthenticated";
  /** The current one first, then the newest; without those that are being ended, before the server has answered. */
  readonly sessions: readonly ActiveSession[];
  /** When the list was made, on the server's clock; what its times are to be compared with. Null without one. */
  readonly now: number | null;
  /** How the last attempt to load it failed. */
  readonly error: SessionRequestError | null;
  /** What to tell the user of the last thing they did. */
  readonly notice: ActiveSessionsNotice | null;
  /** Asks for the list again. Never rejects. */
  readonly reload: () => Promise<void>;
  /** Ends one; ending the current one is a sign-out. Resolves with whether that worked. */
  readonly revoke: (id: string) => Promise<boolean>;
  /** Ends all but the current one. */
  readonly revokeOthers: () => Promise<boolean>;
  /** Ends all, the current one too. */
  readonly revokeAll: () => Promise<boolean>;
}

/** What became of an attempt to end sessions. */
export interface ActiveSessionsNotice {
  /** `kept`: the server could not be asked, so they are back in the list. */
  readonly kind: "ended" | "kept";
  readonly sessions: readonly ActiveSession[];
  /** Why they were kept. */
  readonly error: SessionRequestError | null;
}
