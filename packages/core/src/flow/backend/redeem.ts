import { actorOf } from "../../session/actor.ts";
import { isBindingRequired, readBoundKey } from "../../session/bound-key.ts";
import { expiryReason } from "../../session/lifetime.ts";
import { type Decision, decide, holdEnd, reclaim } from "../../session/rotation.ts";
import { isSame, type Position } from "../../session/rotation-state.ts";
import { touch } from "../../session/touch.ts";
import type { SessionChanges, SessionRecord } from "../../store/session-store.ts";
import {
  type GenuineToken,
  isSecretOf,
  peekPosition,
  type SessionTokens,
} from "../../tokens/session-token.ts";
import type { Call, Found } from "../call.ts";
import type { Context } from "../context.ts";
import { checkBinding, UNCHANGED } from "../steps/device-binding.ts";
import { announce } from "./announce.ts";
import type { Accepted, Redeemed, RedeemOptions, Refused, SessionWithUser } from "./backend.ts";
import {
  checkExpiry,
  findLiving,
  goneMeanwhile,
  isRefused,
  refused,
  timeOf,
  withUser,
} from "./load.ts";

/** Redeems a genuine session token once: load, check, decide, answer, swap, announce. Null if the swap was lost. */
export async function redeemOnce(
  call: Call,
  tokens: SessionTokens,
  token: GenuineToken,
  options: RedeemOptions,
): Promise<Redeemed | null> {
  const { context } = call;
  const found = await findLiving(call, token.id);
  if (isRefused(found)) return found;
  const foreign = checkOwner(token, found.record);
  if (foreign) return foreign;
  const now = timeOf(call, found.record);
  const decision = decideFor(context, found.record, token, now, options);
  // A store that lost the rotation has also lost the extension written with it.
  const isLost = decision.verdict === "heal" && expiryReason(found.record, now) === "expired_idle";
  const expired = isLost ? null : checkExpiry(call, found.record, now);
  if (expired) return expired;
  const session = await admit(call, found, now, options);
  if (isRefused(session)) return session;
  if (decision.verdict === "reuse") return refuseReused(call, session.record);

  const { record, binding } = session;
  const changes = options.write ? allChanges(call, record, decision, now, options, binding) : null;
  const after = { record: applyChanges(record, changes), user: session.user };
  const answered = options.answer(
    accept(context, tokens, token, decision, provenBy(token, record), after, changes, options),
  );
  const answer = answered instanceof Promise ? await answered : answered;
  const result = changes ? await call.store.update(record.id, record.version, changes) : "updated";
  if (result === "conflict") return null;
  if (result === "missing") return goneMeanwhile(context, record.id);
  const announced = announce(call, record, after.record, decision, changes, options);
  if (announced) await announced;
  return { status: "answered", answer };
}

/** An impersonation carries the token of its actor's session, or none. Other sessions carry none. */
function checkOwner(token: GenuineToken, record: SessionRecord): Refused | null {
  const { id, actorToken = null } = token;
  if (!isSecretOf(token, record.secretHash)) return refused(id, "unknown");
  const isOwn = actorToken === null || peekPosition(actorToken)?.id === record.actorSessionId;
  return isOwn ? null : refused(id, "malformed");
}

/** By the rotation table, with the exceptions that the caller knows of. */
function decideFor(
  { timing }: Context,
  record: SessionRecord,
  token: GenuineToken,
  now: number,
  { reclaims, issues = true }: RedeemOptions,
): Decision {
  const decision = decide(record, token, now, timing);
  const { verdict } = decision;
  // A client that has proven the key of the session cannot be a thief: it continues, and other tokens end.
  if (verdict === "reuse" && reclaims) return reclaim(record, now);
  // If new credentials would not reach the client, it keeps its token and rotates at its next refresh.
  const isLeft = !issues && (verdict === "rotate" || verdict === "branch");
  return isLeft ? { verdict: "keep", changes: null } : decision;
}

/** The session, unless its token is refused without a proof of its key, or its user no longer exists. */
async function admit(
  call: Call,
  found: Found,
  now: number,
  options: RedeemOptions,
): Promise<(SessionWithUser & { readonly binding: SessionChanges }) | Refused> {
  const { record } = found;
  const checked = checkBinding(call, record, now, options);
  const binding = checked instanceof Promise ? await checked : checked;
  if (binding === null) return refused(record.id, "binding_required");
  const session = await withUser(call, found, options.change);
  return isRefused(session) ? session : { record, user: session.user, binding };
}

/**
 * Ends the session or, with `onReuse: "user"`, all sessions of the user: one of its tokens may be stolen. A bound session does
 * not end: the refusal makes its browser prove the key, and the session continues with it.
 */
async function refuseReused(call: Call, record: SessionRecord): Promise<Refused> {
  const { device, backend, onReuse } = call.context;
  if (device && isBindingRequired(readBoundKey(record.boundKey)))
    return refused(record.id, "binding_required");
  const ending = { reason: "reused", cookiesCleared: false } as const;
  await backend.end(call, record, ending);
  // A thief who has the cookie of an impersonation also has the actor's token, which it carries.
  const actor = actorOf(record);
  if (actor) await backend.end(call, { id: actor.sessionId, userId: actor.userId }, ending);
  // The cookie of an impersonation was stolen from its actor: the user's own sessions are not affected.
  const userId = actor?.userId ?? record.userId;
  if (onReuse === "user" && userId !== null) await backend.endUser(call, userId, record.id, ending);
  return refused(record.id, "reused");
}

function allChanges(
  call: Call,
  record: SessionRecord,
  { verdict, changes }: Decision,
  now: number,
  { change }: RedeemOptions,
  binding: SessionChanges,
): SessionChanges | null {
  const { context } = call;
  const isQuiet = verdict === "converge" || verdict === "hold";
  const touched = isQuiet
    ? null
    : touch(record, () => call.clientInfo, now, context.activityInterval, verdict !== "keep");
  const decided = verdict === "keep" && call.isMinted ? null : changes;
  const isBindingKept = binding === UNCHANGED;
  const before =
    decided || touched || !isBindingKept ? { ...decided, ...touched, ...binding } : null;
  if (!change) return before;
  return { ...before, ...change.apply(applyChanges(record, before), now, verdict === "hold") };
}

/** Creates the token of the client: a new one if the position changed, or if an older key signed the presented one. */
function accept(
  context: Context,
  tokens: SessionTokens,
  token: GenuineToken,
  { verdict }: Decision,
  proven: Date | null,
  { record, user }: SessionWithUser,
  changes: SessionChanges | null,
  { write, change, issues = true }: RedeemOptions,
): Accepted {
  const held = verdict === "hold" && !(write && change?.renews);
  const { generation, branch } = write && issues && !held ? record : token;
  const { id, secret, actorToken } = token;
  const same = token.current && generation === token.generation && branch === token.branch;
  return {
    // Each member by name: a spread is several times slower, and this runs for each request.
    record,
    user,
    sessionToken: same ? token.text : tokens.write({ id, secret, generation, branch, actorToken }),
    changed: !held && (!same || changes?.idleExpiresAt !== undefined),
    position: { generation, branch },
    heldUntil: held ? holdEnd(record, context.timing) : null,
    authenticatedAt: (proven && !change?.renews ? proven : record.authenticatedAt).getTime(),
  };
}

/** What a token from before a renewal proves, whether or not the decision about it is written; null for any other. */
function provenBy(token: Position, record: SessionRecord): Date | null {
  return record.siblingsHeld && !isSame(token, record) ? record.previousAuthenticatedAt : null;
}

export function applyChanges(record: SessionRecord, changes: SessionChanges | null): SessionRecord {
  return changes ? { ...record, ...changes, version: record.version + 1 } : record;
}
