import type { SessionRecord } from "../../store/session-store.ts";
import type { Context } from "../context.ts";

/** The session token of a row whose secret is at hand: at sign-in and at `renew`. */
export function tokenOf(context: Context, record: SessionRecord, secret: string): string {
  if (context.mode === "stateless") return context.statelessTokens.sign(record, context.now());
  const { id, generation, branch } = record;
  return context.sessionTokens.write({ id, generation, branch, secret });
}
