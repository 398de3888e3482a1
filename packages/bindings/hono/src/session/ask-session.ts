import type { AnySessions, Outcome, ResolveOptions, SetCookie } from "@sessionkit/core";
import { type CurrentRequest, holdResponse } from "../request/current-request.ts";
import { isPrefetch } from "../request/request-facts.ts";

/**
 * Who is it? Asked once per request. While its response is open the session is refreshed in place; for what another site
 * caused nothing is.
 */
export function askSession(
  sessions: AnySessions,
  current: CurrentRequest,
  verify: NonNullable<ResolveOptions["verify"]> = "token",
): Promise<Outcome> {
  const known = current.asked.get(verify);
  if (known) return known;
  const outcome = holdResponse(current, () => resolve(sessions, current, verify));
  current.asked.set(verify, outcome);
  if (verify === "store" || sessions.mode === "database") answerAll(current, outcome);
  return outcome;
}

async function resolve(
  sessions: AnySessions,
  current: CurrentRequest,
  verify: "token" | "store",
): Promise<Outcome> {
  const write = current.response === "open" && !current.foreign;
  const outcome = await sessions.resolve(current.facts, { verify, write });
  if (write && outcome.cookies.length > 0 && !isPrefetch(current.facts))
    keepCookies(current, outcome.cookies);
  return outcome;
}

/** Sets them on the response, and for the rest of this request. */
export function keepCookies({ cookies }: CurrentRequest, changes: readonly SetCookie[]): void {
  for (const cookie of changes) cookies.set(cookie.name, cookie);
}

/** After a change: `outcome` is the answer for the rest of this request; null asks again. */
export function rememberSession(
  sessions: AnySessions,
  current: CurrentRequest,
  outcome: Outcome | null,
): void {
  current.asked.clear();
  if (outcome?.status !== "authenticated") return;
  current.asked.set("token", Promise.resolve(outcome));
  if (sessions.mode === "database") answerAll(current, Promise.resolve(outcome));
}

/** What the store said just now is good for whoever asks less. */
function answerAll({ asked }: CurrentRequest, outcome: Promise<Outcome>): void {
  asked.set("token", outcome).set("store", outcome);
}
