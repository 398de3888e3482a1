import { setCookie } from "../../cookies/set-cookie.ts";
import { boundSessionOf } from "../../session/bound-key.ts";
import type { Authenticated } from "../../session/outcome.ts";
import type { Session } from "../../session/session.ts";
import type { Accepted } from "../backend/backend.ts";
import type { Call } from "../call.ts";
import { implicitAnswer } from "../steps/answers.ts";
import { issue } from "../steps/issue.ts";

/** The lifetime of the bound cookie of the `database` strategy, in milliseconds. */
const BOUND_COOKIE = 600_000;

/** The answer to a browser that has registered or proven the key of its session: all cookies. */
export interface BoundAnswer {
  readonly answer: Authenticated<Session>;
  /** False if the claims are too large for the cookie that the browser would renew. */
  readonly hasCookie: boolean;
}

/** @param thumbprint of the key */
export async function answerBound(
  call: Call,
  accepted: Accepted,
  thumbprint: string,
): Promise<BoundAnswer> {
  const { context } = call;
  const { specs } = call.credentials;
  const { record } = accepted;
  const { answer, accessToken } = await issue(call, accepted, { explicit: false });
  if (context.access) {
    return { answer: implicitAnswer(context, record, answer), hasCookie: accessToken !== null };
  }
  const expiresAt = context.now() + BOUND_COOKIE;
  const value = context.device?.cookie(boundSessionOf(record), thumbprint, expiresAt) ?? "";
  const cookies = [...answer.cookies, setCookie(specs.bound, value, BOUND_COOKIE / 1000)];
  return { answer: implicitAnswer(context, record, { ...answer, cookies }), hasCookie: true };
}
