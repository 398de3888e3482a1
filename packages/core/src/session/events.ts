import type { Clock } from "../base/clock.ts";
import { SessionConfigError } from "../base/errors.ts";
import type { Reason } from "./reasons.ts";

export type SessionEventType =
  | "session.created"
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
  | "session.expired"
  | "session.claims_too_large"
  | "session.clock_skewed"
  | "session.store_failed";

/**
 * Something that happened, emitted after the store has succeeded. Holds no credential. `userId` and `sessionId` are null
 * where they are not known.
 *
 * - `session.converged`: a replaced token was answered with its successor; `elsewhere` says whether device or network
 *   differ from the session's own.
 * - `session.held`: a token from before a renewal was accepted, without the renewal's freshness.
 * - `session.claims_too_large`: the claims no longer fit an access token; the session continues on its session token.
 * - `session.clock_skewed`: the clock of this process is more than 5 s behind a time that another one wrote.
 */
export interface SessionEvent {
  readonly type: SessionEventType;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly sessionId: string | null;
  readonly userId: string | null;
  readonly reason: Reason | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** Of `session.store_failed`. */
  readonly error?: unknown;
  /** Of `session.converged`: presented from another device or network than the session was used from last. */
  readonly elsewhere?: boolean;
}

/**
 * Called synchronously for every event. What it throws or rejects with is caught and reported through
 * `console.error`, so that a broken logger does not end a session.
 */
export type SessionEventListener = (event: SessionEvent) => unknown;

/** What differs between events; the rest is null. */
type EventDetails = Partial<Omit<SessionEvent, "type" | "at">>;

export type Emit = (type: SessionEventType, details: EventDetails) => void;

export function createEmit(listener: SessionEventListener | undefined, now: Clock): Emit {
  if (!listener) return () => undefined;
  if (typeof listener !== "function")
    throw new SessionConfigError("onEvent", `expected a function, got ${typeof listener}.`);
  return (type, details) => {
    const event = {
      sessionId: null,
      userId: null,
      reason: null,
      ip: null,
      userAgent: null,
      ...details,
      type,
      at: now(),
    };
    try {
      const result = listener(Object.freeze(event));
      if (result instanceof Promise) result.catch(report);
    } catch (error) {
      report(error);
    }
  };
}

function report(error: unknown): void {
  // biome-ignore lint/suspicious/noConsole: there is no other place to report a broken listener.
  console.error("sessionkit: onEvent failed.", error);
}
