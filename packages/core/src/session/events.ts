import type { Clock } from "../base/clock.ts";
import type { SessionActor } from "./actor.ts";
import type { Reason } from "./reasons.ts";

export type SessionEventType =
  | "session.created"
  | "session.adopted"
  | "session.adoption_refused"
  | "session.extended"
  | "session.renewed"
  | "session.updated"
  | "session.rotated"
  | "session.held"
  | "session.converged"
  | "session.branched"
  | "session.healed"
  | "session.reused"
  | "session.revoked"
  | "session.impersonation_started"
  | "session.impersonation_ended"
  | "session.expired"
  | "session.bound"
  | "session.binding_failed"
  | "session.binding_lost"
  | "session.claims_too_large"
  | "session.clock_skewed"
  | "session.store_failed"
  | "session.unverified";

/**
 * Emitted after the store has succeeded. Contains no credential. `userId` and `sessionId` are null if they are not known. An event
 * that changes nothing, such as `session.expired` or `session.binding_lost`, is emitted once for a request.
 *
 * - `session.adopted`: a session of another library has become this one. `elsewhere` is true for a later request with the same
 *   credential from another device or network.
 * - `session.adoption_refused`: a credential of another library is genuine, and its session was not adopted. `reused`: it was
 *   adopted before; `revoked`: its session or all of its user were ended since.
 * - `session.converged`: a replaced token was answered with its successor; `elsewhere` is true if device or network
 *   differ from the last use of the session.
 * - `session.held`: a token that a renewal replaced was accepted, without the renewal's freshness.
 * - `session.impersonation_started`: `actor` acts as `userId` in the session `sessionId`, for the `statedReason`.
 * - `session.impersonation_ended`: that session has ended before its expiry; `session.revoked` or `session.reused` comes
 *   before it.
 * - `session.bound`: the session was bound to a key of its browser.
 * - `session.binding_failed`: a valid session token was presented with a proof by another key. Evidence of theft.
 * - `session.binding_lost`: a page of a bound session was requested without a proof, and not from another site. The browser has
 *   lost the key, or the cookies were stolen: `requireSession` refuses the request with `binding_required`.
 * - `session.claims_too_large`: the claims no longer fit an access token; the session continues on its session token.
 * - `session.unverified`: an access token was presented while neither the revocation feed nor the store answered.
 * - `session.clock_skewed`: the clock of this process is more than 5 s behind a time that another process wrote.
 */
export interface SessionEvent<UserId = string> {
  readonly type: SessionEventType;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly sessionId: string | null;
  readonly userId: UserId | null;
  readonly reason: Reason | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** Set for `session.store_failed`. */
  readonly error?: unknown;
  /** Set for `session.unverified`: what the option `revocation.whenUnavailable` decided. */
  readonly decision?: "refuse" | "trust" | undefined;
  /** Set for `session.adopted` and `session.adoption_refused`: the name of the adopter. */
  readonly adopter?: string | undefined;
  /** Set for `session.converged` and `session.adopted`: true if device or network differ from the last use of the session. */
  readonly elsewhere?: boolean | undefined;
  /** Set for `session.impersonation_started` and `session.impersonation_ended`. */
  readonly actor?: SessionActor<UserId> | undefined;
  /** Set for `session.impersonation_started`: what the application passed as `reason`. */
  readonly statedReason?: string | undefined;
}

/**
 * Called synchronously for every event. If it throws or rejects, the error is passed to `console.error` and the request
 * continues.
 */
export type SessionEventListener<UserId = string> = (event: SessionEvent<UserId>) => unknown;

/** The members that an event sets; others are null. */
type EventDetails = Partial<Omit<SessionEvent, "type" | "at">>;

export type Emit = (type: SessionEventType, details: EventDetails) => void;

/** @param parseUserId converts the text of a user id for the listener */
export function createEmit(
  listener: SessionEventListener<never> | undefined,
  now: Clock,
  parseUserId: (text: string) => unknown,
): Emit {
  if (!listener) return () => undefined;
  return (type, details) => {
    const event = {
      ...{ sessionId: null, userId: null, reason: null, ip: null, userAgent: null },
      ...details,
      ...(details.userId != null && { userId: parseUserId(details.userId) }),
      ...(details.actor && {
        actor: { ...details.actor, userId: parseUserId(details.actor.userId) },
      }),
      type,
      at: now(),
    };
    try {
      const result = listener(Object.freeze(event) as SessionEvent<never>);
      if (result instanceof Promise) result.catch(report);
    } catch (error) {
      report(error);
    }
  };
}

function report(error: unknown): void {
  // biome-ignore lint/suspicious/noConsole: a failing listener cannot be reported elsewhere.
  console.error("sessionkit: onEvent failed.", error);
}
