import type { Outcome } from "../session/outcome.ts";
import type { Context } from "./context.ts";

/**
 * Whether the cookies of an implicit refresh or refusal may still be set when the headers leave: false if by then, as far
 * as this process knows, the session has ended, was replaced, renewed or updated, or its position moved on by another
 * request. The protocol treats a dropped answer like a lost one. Always true for explicit changes.
 */
export function isCurrent(context: Context, outcome: Outcome): boolean {
  return context.conditions.get(outcome)?.() ?? true;
}
