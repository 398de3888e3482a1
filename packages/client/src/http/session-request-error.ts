import type { ProblemCode, Reason } from "@sessionkit/core";

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

  constructor(
    code: SessionRequestErrorCode,
    response?: Response,
    reason: Reason | null = null,
    cause?: unknown,
  ) {
    super(`Session request: ${code}`, { cause });
    const retryAfter = Number(response?.headers.get("retry-after")) || 0;
    Object.assign(this, { code, status: response?.status ?? null, reason, retryAfter });
  }
}
