import type { AnySessions, Outcome, ResolveOptions } from "@sessionkit/core";
import { type CurrentRequest, holdResponse, keepCookies } from "../request/current-request.ts";
import { isPrefetch } from "../request/request-facts.ts";

type Verify = NonNullable<ResolveOptions["verify"]>;

/**
 * Who is it? Asked once per request. While its response is open the session is refreshed in place; for what another site
 * caused nothing is.
 */
export function askSession(
  sessions: AnySessions,
  current: CurrentRequest,
  verify: Verify = "token",
): Promise<Outcome> {
  const known = current.asked[verify];
  if (known) return known;
  const outcome = holdResponse(current, () => resolve(sessions, current, verify));
  answerWith(sessions, current, verify, outcome);
  return outcome;
}

async function resolve(
  sessions: AnySessions,
  current: CurrentRequest,
  verify: Verify,
): Promise<Outcome> {
  const write = current.response === "open" && !current.foreign;
  const outcome = await sessions.resolve(current.facts, { verify, write });
  if (write && outcome.cookies.length > 0 && !isPrefetch(current.facts))
    keepCookies(current, outcome.cookies);
  return outcome;
}

/** After a change: `outcome` is the answer for the rest of this request; null asks again. */
export function rememberSession(
  sessions: AnySessions,
  current: CurrentRequest,
  outcome: Outcome | null,
): void {
  current.asked.token = null;
  current.asked.store = null;
  if (outcome?.status === "authenticated")
    answerWith(sessions, current, "token", Promise.resolve(outcome));
}

/** What the store said just now is good for whoever asks less; with strategy `database` it always does. */
function answerWith(
  sessions: AnySessions,
  { asked }: CurrentRequest,
  verify: Verify,
  outcome: Promise<Outcome>,
): void {
  asked.token = outcome;
  if (verify === "store" || sessions.mode === "database") asked.store = outcome;
}
