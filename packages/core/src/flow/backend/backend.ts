import type { Authenticated } from "../../session/outcome.ts";
import type { Position } from "../../session/position.ts";
import type { EndReason } from "../../session/reasons.ts";
import type { Ending } from "../../session/revoked-sessions.ts";
import type { Session } from "../../session/session.ts";
import type { SessionChanges, SessionRecord } from "../../store/session-store.ts";
import type { AccessClaims } from "../../tokens/access-token.ts";
import type { Call } from "../call.ts";

/** A session and its user. `user` is undefined where the application configured no way to load one. */
export interface SessionWithUser {
  readonly record: SessionRecord;
  readonly user: unknown;
}

/** A session whose credential was accepted, and what its client holds from now on. */
export interface Accepted extends SessionWithUser {
  /** The session token to hold: the one presented, or its successor. Null if none was presented. */
  readonly sessionToken: string | null;
  /** Whether the client's session cookie has to change: another token, or a later end. */
  readonly changed: boolean;
  /** What an access token for this client carries. */
  readonly position: Position;
  /** Set for a token from before a renewal: until when it is accepted at most. */
  readonly heldUntil: number | null;
  /** When the user proved who they are, as far as the presented token proves it: without the freshness of a renewal after it. */
  readonly authenticatedAt: Date;
}

export interface Refused {
  readonly status: "refused";
  readonly reason: EndReason;
  /** The session that the credential named; null for a credential that names none. */
  readonly id: string | null;
}

interface Answered {
  readonly status: "answered";
  readonly answer: Authenticated<Session>;
}

export type Redeemed = Answered | Refused;

/** A change of the application's, made in the same swap. May throw `SessionConfigError`: then nothing is written. */
export interface Change {
  /**
   * @param record as it is after the decision about the token
   * @param now milliseconds since the epoch, not before any time of the record
   * @param held whether the token is from before a renewal
   */
  apply(record: SessionRecord, now: number, held: boolean): SessionChanges;
  /** The user has proved who they are: a held token is replaced by the new position. */
  readonly renews?: boolean;
}

export interface RedeemOptions {
  /** False for a prefetch or where cookies cannot be set: the same decision, and nothing is extended or rotated. */
  readonly write: boolean;
  readonly change?: Change;
  /** False where new credentials would not reach the client: a rotation is left to its next refresh. True. */
  readonly issues?: boolean;
  /** Makes the answer, before anything is written: what is too large for a cookie throws and writes nothing. */
  readonly answer: (accepted: Accepted) => Authenticated<Session> | Promise<Authenticated<Session>>;
}

/** A session that a genuine credential names: its record, where that was read. */
export type Owner = SessionRecord | { readonly id: string; readonly userId: string };

/** Where the records of sessions are: in a store, or inside their own tokens. */
export interface Backend {
  /** Whether a session token has our form and names a known key. Says nothing about its signature. */
  hasOwnForm(token: string): boolean;
  /** The id that a genuine session token names, or null. Does not ask a store. */
  sessionIdOf(token: string): string | null;
  /** Whether an access token names the session of the session token beside it, and no older position. */
  agrees(token: string, access: AccessClaims): boolean;
  /** The session token of a new record. */
  firstToken(record: SessionRecord, secret: string): string;
  /**
   * Creates the record. A failure, of `beforeConfirm` too, leaves nothing that lives longer than a minute.
   *
   * @param beforeConfirm runs while the record is there and not yet confirmed
   */
  insert(call: Call, record: SessionRecord, beforeConfirm: () => Promise<void>): Promise<void>;
  /** Decides about a session token by the rotation table, and makes a change in the same swap. */
  redeem(call: Call, token: string, options: RedeemOptions): Promise<Redeemed>;
  /** Makes a change for a caller that presented no session token. */
  amend(call: Call, session: Session | string, options: RedeemOptions): Promise<Redeemed>;
  /**
   * The session that a genuine session token names, at whatever position. Null if there is none, `"forged"` if the token
   * does not have the session's secret.
   */
  identify(call: Call, token: string): Promise<Owner | "forged" | null>;
  /**
   * Ends a session, once and everywhere: denylist, delete, event, activity. The only place that deletes one. Over in this
   * process even if the store fails. True if there was one, as far as this call or its caller saw.
   */
  end(call: Call, owner: Owner, ending: Ending): Promise<boolean>;
  /** Ends the sessions of a user, but for one. Returns the ids. */
  endUser(
    call: Call,
    userId: string,
    exceptId: string | undefined,
    ending: Ending,
  ): Promise<string[]>;
}
