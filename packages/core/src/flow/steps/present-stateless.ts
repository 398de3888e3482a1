import { expiryReason } from "../../session/expiry.ts";
import { statelessRow } from "../../session/stateless-row.ts";
import type { Context } from "../context.ts";
import type { Presented } from "../presented.ts";

/** Presents a session token that is its own row: nothing to compare with but its signature, its ends and the user. */
export async function presentStateless(
  context: Context,
  token: string,
  write: boolean,
): Promise<Presented> {
  const claims = context.statelessTokens.read(token);
  if (!claims) return { accepted: false, reason: "malformed", clear: true };
  const now = context.now();
  const ending = context.ended.get(claims.id);
  if (ending) return { accepted: false, reason: ending.reason, clear: !ending.settled };
  const { id: sessionId, userId, remember } = claims;
  const reason = expiryReason(statelessRow(claims), now);
  if (reason) {
    context.emit("session.expired", { sessionId, userId, reason });
    return { accepted: false, reason, clear: true };
  }
  const user = await context.load.user(userId);
  if (user === null) return { accepted: false, reason: "user_gone", clear: true };
  if (!write) return { accepted: true, record: statelessRow(claims), user, token, changed: false };
  const { idle } = context.lifetime({ user: user ?? null, userId, remember });
  const extended = {
    ...claims,
    idleExpiresAt: new Date(Math.min(now + idle, claims.absoluteExpiresAt.getTime())),
  };
  context.emit("session.extended", { sessionId, userId, ...context.facts(undefined) });
  return {
    accepted: true,
    record: statelessRow(extended),
    user,
    token: context.statelessTokens.sign(extended, now),
    changed: true,
  };
}
