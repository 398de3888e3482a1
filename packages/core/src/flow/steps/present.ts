import type { SessionEventType } from "../../session/events.ts";
import { expiryReason } from "../../session/expiry.ts";
import type { Loaded } from "../../session/loader.ts";
import type { SessionRequest } from "../../request/request.ts";
import { type Decision, decide, type Position, type Verdict } from "../../session/rotation.ts";
import type { SessionChanges, SessionRecord } from "../../store/session-store.ts";
import { touch } from "../../session/touch.ts";
import { untilSwapped } from "../../store/retry-on-conflict.ts";
import { isSecretOf, type PresentedToken } from "../../tokens/session-token.ts";
import type { Context } from "../context.ts";
import type { Accepted, Presented, Refused } from "../presented.ts";

const EVENTS: Readonly<Record<Exclude<Verdict, "keep" | "reuse">, SessionEventType>> = {
  rotate: "session.rotated",
  converge: "session.converged",
  branch: "session.branched",
  heal: "session.healed",
};

/**
 * Presents a session token to its row: load, refuse, decide by the rotation table, write by compare-and-swap. Who
 * loses the swap reads again and decides again, and ends up signed in like the winner.
 *
 * @param write false for a prefetch or a place that cannot set cookies: the same judgement, and nothing changes
 */
export function present(
  context: Context,
  request: SessionRequest,
  parts: PresentedToken,
  write: boolean,
): Promise<Presented> {
  return untilSwapped(context.emit, () => presentOnce(context, request, parts, write));
}

/** Null: the swap was lost. */
async function presentOnce(
  context: Context,
  request: SessionRequest,
  parts: PresentedToken,
  write: boolean,
): Promise<Presented | null> {
  const now = context.now();
  const loaded = await context.load.session(parts.id);
  if (!loaded) return endedHere(context, parts.id);
  const { record, user } = loaded;
  const refused = refusal(context, parts, record, now);
  if (refused) return refused;
  if (user === null) return userGone(context, request, record, write);

  const decision = decide(record, parts, now, context.pace);
  if (decision.verdict === "reuse") return reuse(context, request, record, write);
  if (!write) return accept(context, parts, parts, loaded, null);

  const changes = allChanges(context, record, request, decision, now);
  const result = changes ? await context.store.update(record.id, record.version, changes) : null;
  if (result === "missing") return endedHere(context, record.id);
  if (result === "conflict") return null;

  const current = changes ? { ...record, ...changes, version: record.version + 1 } : record;
  await announce(context, request, current, decision, changes);
  return accept(context, parts, decision.next, { record: current, user }, changes);
}

function refusal(
  context: Context,
  parts: PresentedToken,
  record: SessionRecord,
  now: number,
): Refused | null {
  if (!isSecretOf(parts, record.secretHash)) {
    return { accepted: false, reason: "unknown", clear: false };
  }
  const reason = expiryReason(record, now);
  if (!reason) return null;
  context.emit("session.expired", { sessionId: record.id, userId: record.userId, reason });
  return { accepted: false, reason, clear: true };
}

/** Why a row is not there, as far as this process knows. */
function endedHere(context: Context, id: string): Refused {
  const ending = context.ended.get(id);
  if (!ending) return { accepted: false, reason: "unknown", clear: true };
  return { accepted: false, reason: ending.reason, clear: !ending.settled };
}

async function userGone(
  context: Context,
  request: SessionRequest,
  record: SessionRecord,
  write: boolean,
): Promise<Refused> {
  if (write) {
    await context.store.delete(record.id);
    await context.announceEnd(
      record,
      { reason: "user_gone", settled: false },
      context.facts(request),
    );
  }
  return { accepted: false, reason: "user_gone", clear: true };
}

/** The session, or by policy every session of the user: one of the two who hold its tokens should not. */
async function reuse(
  context: Context,
  request: SessionRequest,
  record: SessionRecord,
  write: boolean,
): Promise<Refused> {
  if (write) {
    const { id, userId } = record;
    const all = context.onReuse === "user";
    const removed = all ? await context.store.deleteByUser(userId) : [];
    if (!all) await context.store.delete(id);
    const facts = context.facts(request);
    for (const ended of new Set([id, ...removed])) {
      await context.announceEnd({ id: ended, userId }, { reason: "reused", settled: false }, facts);
    }
  }
  return { accepted: false, reason: "reused", clear: true };
}

function allChanges(
  context: Context,
  record: SessionRecord,
  request: SessionRequest,
  { verdict, changes }: Decision,
  now: number,
): SessionChanges | null {
  if (verdict === "converge") return null;
  const touched = touch(
    record,
    () => context.facts(request),
    now,
    context.activityEvery,
    verdict === "rotate" || verdict === "branch",
  );
  return changes || touched ? { ...changes, ...touched } : null;
}

async function announce(
  context: Context,
  request: SessionRequest,
  { id: sessionId, userId }: SessionRecord,
  { verdict }: Decision,
  changes: SessionChanges | null,
): Promise<void> {
  if (verdict === "reuse") return;
  if (verdict === "keep") {
    if (changes?.idleExpiresAt) context.emit("session.extended", { sessionId, userId });
    return;
  }
  const facts = context.facts(request);
  context.emit(EVENTS[verdict], { sessionId, userId, ...facts });
  if (verdict === "rotate" || verdict === "branch")
    await context.recordActivity("refreshed", { sessionId, userId }, facts);
}

/** A token of an older signing key is written anew under the newest one; the position says the rest. */
function accept(
  context: Context,
  presented: PresentedToken,
  next: Position,
  loaded: Loaded,
  changes: SessionChanges | null,
): Accepted {
  const { id, secret, generation, branch, current, text } = presented;
  const same = current && next.generation === generation && next.branch === branch;
  const token = same
    ? text
    : context.sessionTokens.write({
        id,
        secret,
        generation: next.generation,
        branch: next.branch,
      });
  return {
    accepted: true,
    ...loaded,
    token,
    changed: !same || changes?.idleExpiresAt !== undefined,
  };
}
