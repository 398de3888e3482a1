import type { Clock } from "../base/clock.ts";
import { SessionConfigError } from "../base/errors.ts";
import type { Reason } from "./reasons.ts";

export type SessionEventType =
  | "session.created"
  | "session.extended"
  | "session.renewed"
  | "session.updated"
  | "session.rotated"
  | "session.converged"
  | "session.branched"
  | "session.healed"
  | "session.reused"
  | "session.revoked"
  | "session.expired"
  | "session.store_failed";

/**
 * Something that happened, told after the store has succeeded. Holds no credential. `userId` and `sessionId` are
 * null where they are not known. `error` is set for `session.store_failed` only.
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
  readonly error?: unknown;
}

/**
 * Called synchronously for every event. What it throws or rejects with is caught and reported through
 * `console.error`, so that a broken logger ends no session.
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
  // biome-ignore lint/suspicious/noConsole: a broken listener has nobody else to tell.
  console.error("sessionkit: onEvent failed.", error);
}
