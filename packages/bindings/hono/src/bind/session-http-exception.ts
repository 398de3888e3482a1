import type { ProblemResponse, SessionRequiredCode } from "@sessionkit/core";
import { problemOf, toResponse } from "@sessionkit/core/binding";
import { HTTPException } from "hono/http-exception";

/**
 * What the verbs throw where the request cannot go on. Hono answers it with `getResponse()`, an
 * `application/problem+json`; an `onError` of one's own may do the same. Branch on `code`; the error itself is the `cause`.
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

/** For `catch` of what core rejects with. Errors of the application stay what they are. */
export function throwException(error: unknown): never {
  const answer = problemOf(error);
  throw answer ? new SessionHttpException(answer, error) : error;
}
