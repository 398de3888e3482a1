import type { Outcome } from "../session/outcome.ts";
import type { Context } from "./context.ts";

/**
 * Whether the cookies of an implicit refresh or refusal may still be set. Call it when the headers are sent. False if this
 * process has ended, replaced, renewed or updated the session since, or if another request has rotated its token. The
 * protocol treats a dropped answer like a lost one. Always true for explicit changes.
 */
export function isCurrent(context: Context, outcome: Outcome): boolean {
  return context.conditions.get(outcome)?.() ?? true;
}
