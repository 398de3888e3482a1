import { type EndpointResponse, problem, type SessionRequiredCode } from "@sessionkit/core";
import { toResponse } from "@sessionkit/core/binding";
import { HTTPException } from "hono/http-exception";

/**
 * What the verbs throw where the request cannot go on. Hono answers it with `getResponse()`, an
 * `application/problem+json`; an `onError` of one's own may do the same. Branch on `code`.
 */
export class SessionHttpException extends HTTPException {
  override readonly name = "SessionHttpException";
  /** `session_store`: an outage (503), and the error is the `cause`. `cross_site`: 403. The rest: 401. */
  readonly code: SessionRequiredCode | "session_store" | "cross_site";
  /** Why there is no session. */
  readonly reason: string | null;
  readonly #answer: EndpointResponse;

  constructor(code: SessionHttpException["code"], reason: Reason = null, cause?: unknown) {
    const answer =
      code === "session_store" ? problem("unavailable", "unavailable") : problem(code, reason);
    super(answer.status as 401, { message: MESSAGES[code], cause });
    this.code = code;
    this.reason = code === "session_store" ? "unavailable" : reason;
    this.#answer = answer;
  }

  override getResponse(): Response {
    return toResponse(this.#answer);
  }
}

type Reason = NonNullable<Parameters<typeof problem>[1]> | null;

const MESSAGES = {
  session_required: "Sign in first.",
  session_not_fresh: "Confirm who you are first.",
  session_store: "Sessions cannot be checked right now.",
  cross_site: "This request came from another site.",
} as const;
