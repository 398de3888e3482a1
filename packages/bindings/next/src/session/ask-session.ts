import type { AnySessions, Outcome, ResolveOptions } from "@sessionkit/core";
import type { CurrentRequest } from "../request/current-request.ts";

type Verify = NonNullable<ResolveOptions["verify"]>;

/** Who is it? Asked once per request, without writing: a server component could not set the cookies. */
export function askSession(
  sessions: AnySessions,
  { state, facts }: CurrentRequest,
  verify: Verify = "token",
): Promise<Outcome> {
  const asked = state.asked.get(sessions) ?? new Map<string, Promise<unknown>>();
  state.asked.set(sessions, asked);
  const known = asked.get(verify) as Promise<Outcome> | undefined;
  const outcome = known ?? sessions.resolve(facts, { verify, write: false });
  if (!known) asked.set(verify, outcome);
  return outcome;
}
