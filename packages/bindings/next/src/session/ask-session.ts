import type { AnySessions, Outcome, ResolveOptions } from "@sessionkit/core";
import type { CurrentRequest } from "../request/current-request.ts";
import type { RequestState } from "../request/request-state.ts";
import { explain } from "./explain.ts";

type Verify = NonNullable<ResolveOptions["verify"]>;

/** Who is it? Asked once per request, and refreshed on the way where the cookies can be set. */
export function askSession(
  sessions: AnySessions,
  current: CurrentRequest,
  verify: Verify = "token",
): Promise<Outcome> {
  const asked = askedOf(sessions, current.state);
  const known = asked.get(verify) as Promise<Outcome> | undefined;
  const outcome = known ?? resolve(sessions, current, verify);
  if (!known) asked.set(verify, outcome);
  return outcome;
}

async function resolve(
  sessions: AnySessions,
  current: CurrentRequest,
  verify: Verify,
): Promise<Outcome> {
  const { facts, state, keep } = current;
  const outcome = explain(await sessions.resolve(facts, { verify, write: keep !== null }), current);
  if (!keep) return outcome;
  keep(outcome.cookies);
  state.changes.push(...outcome.cookies);
  return outcome;
}

/** For the rest of the request this is the answer: the same session object, whose user is loaded once. */
export function rememberSession(
  sessions: AnySessions,
  state: RequestState,
  verify: Verify,
  outcome: Outcome,
): void {
  const asked = askedOf(sessions, state);
  asked.set("token", Promise.resolve(outcome));
  asked.set(verify, Promise.resolve(outcome));
}

function askedOf(sessions: AnySessions, { asked }: RequestState): Map<string, Promise<unknown>> {
  const known = asked.get(sessions);
  if (known) return known;
  const made = new Map<string, Promise<unknown>>();
  asked.set(sessions, made);
  return made;
}
