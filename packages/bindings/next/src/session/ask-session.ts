import type { AnySessions, Outcome, ResolveOptions } from "@sessionkit/core";
import type { CurrentRequest, RequestState } from "../request/current-request.ts";

type Verify = NonNullable<ResolveOptions["verify"]>;

/** Who is it? Asked once per request, without writing: a server component could not set the cookies. */
export function askSession(
  sessions: AnySessions,
  { state, facts }: CurrentRequest,
  verify: Verify = "token",
): Promise<Outcome> {
  const asked = askedOf(sessions, state);
  const known = asked.get(verify) as Promise<Outcome> | undefined;
  const outcome = known ?? sessions.resolve(facts, { verify, write: false });
  if (!known) asked.set(verify, outcome);
  return outcome;
}

/** For the rest of the request this is the answer: the same session object, whose user is loaded once. */
export function rememberSession(
  sessions: AnySessions,
  { state }: CurrentRequest,
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
