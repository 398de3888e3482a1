import type { ProblemResponse, SessionRequiredCode } from "@sessionkit/core";
import { problemOf, toResponse } from "@sessionkit/core/binding";
import { HTTPException } from "hono/http-exception";

/**
 * The error of the verbs. Hono answers it with `getResponse()`, an `application/problem+json`; an `onError` of the
 * application may do the same. Branch on `code`; core's error is the `cause`.
 */
export class SessionHttpException extends HTTPException {
  override readonly name = "SessionHttpException";
  /** `session_store`: an outage (503). `cross_site`: 403. The rest: 401. */
  readonly code: SessionRequiredCode | "session_store" | "cross_site";
  /** Why there is no session. */
  readonly reason: string | null;
  readonly #answer: ProblemResponse;

  constructor(answer: ProblemResponse, cause: unknown) {
    super(answer.status as 401, { message: answer.problem.title, cause });
    this.code = (cause as Pick<SessionHttpException, "code">).code;
    this.reason = answer.problem.reason;
    this.#answer = answer;
  }

  override getResponse(): Response {
    return toResponse(this.#answer);
  }
}

/** Converts an error of core for Hono and throws it; throws other errors as they are. */
export function throwException(error: unknown): never {
  const answer = problemOf(error);
  throw answer ? new SessionHttpException(answer, error) : error;
}
