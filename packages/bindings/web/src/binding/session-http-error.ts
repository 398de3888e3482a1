import type { ProblemResponse, SessionRequiredCode } from "@sessionkit/core";
import { toResponse } from "@sessionkit/core/binding";

/**
 * The error of `requireSession` and the verbs. `handle` answers it with `toResponse()`, and so do frameworks that call this
 * method or read `status`, such as Elysia and h3. Branch on `code`; core's error is the `cause`.
 */
export class SessionHttpError extends Error {
  override readonly name = "SessionHttpError";
  /** 401, 403 or 503. */
  readonly status: number;
  /** `session_store`: an outage (503). `cross_site`: 403. The rest: 401. */
  readonly code: SessionRequiredCode | "session_store" | "cross_site";
  /** Why there is no session. */
  readonly reason: string | null;
  readonly #answer: ProblemResponse;
  readonly #response: Response | undefined;

  /** @param response of the application, in place of `answer` */
  constructor(answer: ProblemResponse, cause: unknown, response?: Response) {
    super(answer.problem.title, { cause });
    const { status, code, reason } = answer.problem;
    this.status = status;
    this.code = (code === "unavailable" ? "session_store" : code) as SessionHttpError["code"];
    this.reason = reason;
    this.#answer = answer;
    this.#response = response;
  }

  /** The response of `refuse` if `requireSession` has thrown the error, else an `application/problem+json`. */
  toResponse(): Response {
    return this.#response?.clone() ?? toResponse(this.#answer);
  }
}
