import { endingOf } from "../session/actor.ts";
import type { Outcome } from "../session/outcome.ts";
import type { Context } from "./context.ts";

/**
 * Whether the cookies of an outcome may still be set. Call it when the headers are sent. False if this process has ended or
 * replaced the session since; after an implicit refresh or refusal, also if it has renewed or updated the session, or if
 * another request has rotated its token. The protocol treats a dropped answer like a lost one.
 */
export function isCurrent(context: Context, outcome: Outcome): boolean {
  const condition = context.conditions.get(outcome);
  if (condition) return condition();
  if (outcome.session) return endingOf(context.denylist, outcome.session) === undefined;
  const guest = outcome.status === "unauthenticated" ? outcome.guest : undefined;
  return !guest || context.denylist.endingOf(guest.id) === undefined;
}
