import type { AnySessions, InferSession, Outcome, ProblemResponse } from "@sessionkit/core";
import {
  checkFresh,
  outcomeFor,
  type RequireSessionOptions,
  refusalOf,
} from "@sessionkit/core/binding";
import type { Binding } from "../binding/binding.ts";
import { SessionHttpError } from "../binding/session-http-error.ts";
import { currentRequest } from "../request/current-request.ts";

/** `requireSession` of a binding. Rejects with `SessionConfigError` for a duration that cannot be read. */
export async function requireSession(
  binding: Binding,
  request: Request,
  options: RequireSessionOptions = {},
): Promise<InferSession<AnySessions>> {
  checkFresh(options);
  const current = currentRequest(binding, request);
  const outcome = await outcomeFor(current, options);
  const refusal = refusalOf(binding.sessions, outcome, options);
  if (refusal) throw await refused(binding, refusal, outcome, request);
  current.isPrivate = true;
  return outcome.session as InferSession<AnySessions>;
}

async function refused(
  { refuse }: Binding,
  refusal: ProblemResponse,
  outcome: Outcome,
  request: Request,
): Promise<SessionHttpError> {
  const cause = outcome.status === "unavailable" ? outcome.error : undefined;
  return new SessionHttpError(refusal, cause, await refuse?.(refusal.problem, request));
}
