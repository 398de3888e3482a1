import type { Outcome } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import type { BoundRequest } from "./bound-request.ts";
import type { GetSessionOptions } from "./options.ts";
import { sessionOf } from "./session-of.ts";

/** The session for `getSession` of a binding. Throws a `SessionStoreError` in an outage. */
export async function sessionFor(
  current: BoundRequest,
  { verify, binding }: GetSessionOptions = {},
): Promise<Session | null> {
  const outcome = await current.resolve(verify);
  return sessionOf(binding === "optional" ? await unproven(current, outcome) : outcome);
}

/**
 * The outcome for a guard. With `binding: "optional"`, a bound session without a proof of its key becomes the session of the
 * request.
 */
export async function outcomeFor(
  current: BoundRequest,
  { verify, binding }: GetSessionOptions,
): Promise<Outcome> {
  const outcome = await current.resolve(verify);
  if (binding !== "optional" || outcome.reason !== "binding_required") return outcome;
  return current.settle(await unproven(current, outcome));
}

/**
 * The outcome. If its reason is `binding_required`, that of the bound session without a proof of its key, for a step-up.
 */
export async function unproven(current: BoundRequest, outcome: Outcome): Promise<Outcome> {
  return outcome.reason === "binding_required"
    ? current.sessions.resolve(current, { write: false, binding: "optional" })
    : outcome;
}
