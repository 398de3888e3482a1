import type { Problem, ProblemCode, Reason } from "@sessionkit/core";

/**
 * - `network`: no answer came, or none within 30 seconds.
 * - `unexpected`: an answer came, and it is not one of sessionkit's. Is `basePath` right?
 * - the others are the server's own, such as `unavailable`.
 */
export type SessionRequestErrorCode = ProblemCode | "network" | "unexpected";

/** Asking the server failed, so nothing is known that was not known before. Branch on `code`. */
export class SessionRequestError extends Error {
  override readonly name = "SessionRequestError";
  declare readonly code: SessionRequestErrorCode;
  /** Of the answer; null where none came. */
  declare readonly status: number | null;
  declare readonly reason: Reason | null;
  /** What the server asked for before the next attempt, in seconds. */
  declare readonly retryAfter: number;

  /** @param cause what was thrown, or the problem that the server described */
  constructor(code: SessionRequestErrorCode, cause?: unknown, response?: Response) {
    super(code, { cause });
    Object.assign(this, {
      code,
      status: response?.status ?? null,
      reason: (cause as Partial<Problem> | null)?.reason ?? null,
      retryAfter: Number(response?.headers.get("retry-after")) || 0,
    });
  }
}
