import type { SessionActor } from "../../session/actor.ts";
import type { Ending } from "../../session/denylist.ts";
import type { Authenticated } from "../../session/outcome.ts";
import type { EndReason } from "../../session/reasons.ts";
import type { Position } from "../../session/rotation-state.ts";
import type { Session } from "../../session/session.ts";
import type { SessionChanges, SessionRecord } from "../../store/session-store.ts";
import type { AccessClaims } from "../../tokens/access-token.ts";
import type { Call } from "../call.ts";

/** A session and its user. `user` is undefined if neither `loadUser` nor a joining store is configured. */
export interface SessionWithUser {
  readonly record: SessionRecord;
  readonly user: unknown;
}

/** A session whose credential was accepted, and the credentials that its client holds from now on. */
export interface Accepted extends SessionWithUser {
  /** The session token of the client: the presented one, or its successor. Null if none was presented. */
  readonly sessionToken: string | null;
  /** Whether the client's session cookie has to change: its token is replaced or its expiry is extended. */
  readonly changed: boolean;
  /** The position for an access token of this client. */
  readonly position: Position;
  /** Set for a token from before a renewal: until when it is accepted at most. */
  readonly heldUntil: number | null;
  /**
   * When the user proved who they are, as far as the presented token proves it: without the freshness of a renewal after it.
   * In milliseconds.
   */
  readonly authenticatedAt: number;
}

/** A session whose client holds the position of the record. */
export function atRecord(
  { record, user }: SessionWithUser,
  sessionToken: string | null,
  changed: boolean,
): Accepted {
  return {
    record,
    user,
    sessionToken,
    changed,
    position: record,
    heldUntil: null,
    authenticatedAt: record.authenticatedAt.getTime(),
  };
}

export interface Refused {
  readonly status: "refused";
  readonly reason: EndReason;
  /** The session that the credential identifies; null if it identifies none. */
  readonly id: string | null;
}

interface Answered {
  readonly status: "answered";
  readonly answer: Authenticated<Session>;
}

export type Redeemed = Answered | Refused;

/**
 * A change by the application, made in the same compare-and-swap. If it throws `SessionConfigError`, nothing is
 * written.
 */
export interface Change {
  /**
   * @param record as it is after the decision about the token
   * @param now milliseconds since the epoch, not before any time of the record
   * @param held whether the token is from before a renewal
   */
  apply(record: SessionRecord, now: number, held: boolean): SessionChanges;
  /** The user has proved who they are: a held token is replaced by the new position. */
  readonly renews?: boolean;
  /** Whose proof of identity it is about: a guest is refused. */
  readonly needsUser?: boolean;
}

export interface RedeemOptions {
  /** False for a prefetch, or if cookies cannot be set: the decision is the same, but nothing is written. */
  readonly write: boolean;
  readonly change?: Change;
  /** False if new credentials would not reach the client: its next refresh rotates. Default: true. */
  readonly issues?: boolean;
  /** Decides about the binding of the session in place of the rule: see `checkBinding`. */
  readonly bind?: Bind | undefined;
  /** An access token of the bound session that has not expired: it proves the key. Null if the request has none. */
  readonly proof?: AccessClaims | null;
  /** True for a client that has proven the key of the session: a token of its own is no reuse, however old. */
  readonly reclaims?: boolean | undefined;
  /** Creates the answer before the write. If a cookie is too large, it throws and nothing is written. */
  readonly answer: (accepted: Accepted) => Authenticated<Session> | Promise<Authenticated<Session>>;
}

/**
 * Returns what to write about the binding of a session, in the same compare-and-swap; null to refuse the token.
 *
 * @param now milliseconds since the epoch, not before any time of the record
 */
type Bind = (
  record: SessionRecord,
  now: number,
) => Promise<SessionChanges | null> | SessionChanges | null;

/** A session that a genuine credential names: its record, where that was read. */
export type Owner =
  | SessionRecord
  | { readonly id: string; readonly userId: string | null; readonly actor?: SessionActor | null };

/** A session of another library, checked. Times in milliseconds. */
export interface Adoptable {
  /** The name of the adopter. */
  readonly adopter: string;
  readonly credential: string;
  readonly userId: string;
  /** Null if the other library does not record it. */
  readonly createdAt: number | null;
  /** Null if it is not known. */
  readonly authenticatedAt: number | null;
  readonly expiresAt: number | null;
  readonly remember: boolean;
  readonly data: Record<string, unknown> | undefined;
}

/** The session that has adopted another one, and its first session token. */
export interface Adopted extends SessionWithUser {
  readonly status: "adopted";
  readonly sessionToken: string;
  /** False if another request had adopted it before. */
  readonly isFirst: boolean;
}

/** Access to session records, which are in a store or inside the session tokens. */
export interface Backend {
  /** Whether a session token has the form that this server writes and a known key id. Does not verify its signature. */
  hasOwnForm(token: string): boolean;
  /** The session id in a genuine session token, or null. Does not call a store. */
  sessionIdOf(token: string): string | null;
  /**
   * The actor's own session token in the genuine session token of an impersonation. Null if it carries none. Does not call a
   * store.
   */
  actorTokenOf(token: string): string | null;
  /**
   * Whether an access token belongs to the session of the session token in the same request, at the same or a later
   * position.
   */
  agrees(token: string, access: AccessClaims): boolean;
  /**
   * The session token of a new record.
   *
   * @param actorToken to carry in it, for an impersonation
   */
  firstToken(record: SessionRecord, secret: string, actorToken?: string | null): string;
  /**
   * Creates the record. If it fails, or `beforeConfirm` does, a record that remains expires within a minute.
   *
   * @param beforeConfirm runs after the insert and before the record is confirmed
   */
  insert(call: Call, record: SessionRecord, beforeConfirm: () => Promise<void>): Promise<void>;
  /** Applies the rotation table to a session token, and makes a change in the same compare-and-swap. */
  redeem(call: Call, token: string, options: RedeemOptions): Promise<Redeemed>;
  /**
   * Starts the session that adopts another one. All requests with the same credential receive the same session, until its
   * client is known to have its token and the grace period is over. After that, and after the end of the session, the
   * credential is refused.
   *
   * @param user undefined if only a joining store can load it
   */
  adopt(call: Call, session: Adoptable, user: unknown): Promise<Adopted | Refused>;
  /**
   * Ensures that a credential is not adopted from now on. Returns when it was last used, in milliseconds; null if it was not.
   *
   * @param ending of the session that it has become; null if that continues
   */
  spend(call: Call, session: Adoptable, ending: Ending | null): Promise<number | null>;
  /** Makes a change for a caller that presented no session token. */
  amend(
    call: Call,
    session: Session | string,
    change: Change,
    answer: RedeemOptions["answer"],
  ): Promise<Redeemed>;
  /** The session that a genuine session token names, at whatever position. Null if there is none. */
  identify(call: Call, token: string): Promise<Owner | null>;
  /**
   * Ends a session: denylist, delete, event, activity. The only function that deletes a session. Takes effect in this
   * process even if the store fails. True if the delete removed a record, or if the caller had read one.
   */
  end(call: Call, owner: Owner, ending: Ending): Promise<boolean>;
  /** Ends the sessions of a user except `exceptId`. Returns the ids. */
  endUser(
    call: Call,
    userId: string,
    exceptId: string | undefined,
    ending: Ending,
  ): Promise<string[]>;
}
