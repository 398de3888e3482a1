import { ImpersonatedError, SessionRequiredError } from "../base/errors.ts";
import type { Context } from "../flow/context.ts";
import type { Reason } from "../session/reasons.ts";
import { isStoreError } from "../store/deadline.ts";
import { boundFailure, isBoundPath } from "./device-bound.ts";
import { type EndpointResponse, problem } from "./response.ts";

/** The answer to what a verb throws because of the request. Throws everything else again. */
export function failureOf(context: Context, rest: string, error: unknown): EndpointResponse {
  if (isStoreError(error)) return problem("unavailable", "unavailable");
  if (isBoundPath(rest)) return boundFailure(context, error);
  if (error instanceof ImpersonatedError) return problem("impersonated");
  if (error instanceof SessionRequiredError)
    return problem(error.code, error.reason as Reason | null);
  throw error;
}
