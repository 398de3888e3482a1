import type { Problem, ProblemCode, Reason } from "@sessionkit/core";

/**
 * - `network`: no response within 30 seconds.
 * - `unexpected`: a response that is not one of sessionkit's; check `basePath`.
 * - any other code is the server's own, such as `unavailable`.
 */
export type SessionRequestErrorCode = ProblemCode | "network" | "unexpected";

/** A request to the server failed, so that the state of the session is not confirmed. Branch on `code`. */
export class SessionRequestError extends Error {
  override readonly name = "SessionRequestError";
  declare readonly code: SessionRequestErrorCode;
  /** The HTTP status; null without a response. */
  declare readonly status: number | null;
  declare readonly reason: Reason | null;
  /** `Retry-After` in seconds; 0 without it. */
  declare readonly retryAfter: number;

  /** @param cause the error that was caught, or the problem in the response's body */
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
