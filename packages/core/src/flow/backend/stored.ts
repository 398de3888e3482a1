import { SessionStoreError } from "../../base/errors.ts";
import { isElsewhere } from "../../request/client-info.ts";
import type { SessionEventType } from "../../session/events.ts";
import { isMinted } from "../../session/forwarded-mark.ts";
import { expiryReason } from "../../session/lifetime.ts";
import type { Ending } from "../../session/revoked-sessions.ts";
import {
  type Decision,
  decide,
  holdEnd,
  isBehind,
  latestTime,
  type Verdict,
} from "../../session/rotation.ts";
import { touch } from "../../session/touch.ts";
import { isStoreError } from "../../store/deadline.ts";
import { retryOnConflict } from "../../store/retry-on-conflict.ts";
import type { SessionChanges, SessionRecord } from "../../store/session-store.ts";
import type { KeyRing } from "../../tokens/keys.ts";
import {
  createSessionTokens,
  type GenuineToken,
  isSecretOf,
  peekPosition,
} from "../../tokens/session-token.ts";
import { Call, type Found } from "../call.ts";
import type { Context } from "../context.ts";
import type { Accepted, Backend, Owner, Redeemed, RedeemOptions, Refused } from "./backend.ts";

type Parts = Omit<Context, "backend">;

const EVENTS: Readonly<Record<Exclude<Verdict, "keep" | "reuse">, SessionEventType>> = {
  rotate: "session.rotated",
  hold: "session.held",
  converge: "session.converged",
  branch: "session.branched",
  heal: "session.healed",
};

/** A new record ends by itself after this unless it is confirmed, in milliseconds. */
const UNCONFIRMED = 60_000;

/** Sessions whose records are in a store. */
export function createStored(context: Parts, keys: KeyRing): Backend {
  const tokens = createSessionTokens(keys, context.mode === "database" && context.cache);

  /** Null if the swap was lost. */
  async function redeemOnce(
    call: Call,
    token: GenuineToken,
    options: RedeemOptions,
  ): Promise<Redeemed | null> {
    const found = await call.find(token.id);
    if (!found) return refused(token.id, context.revoked.get(token.id)?.reason ?? "unknown");
    const { record } = found;
    if (!isSecretOf(token, record.secretHash)) return refused(token.id, "unknown");
    const denied = context.revoked.get(record.id);
    if (denied) return refused(record.id, denied.reason);

    const now = timeOf(record);
    const decision = decide(record, token, now, context.timing);
    const expired = expiryReason(record, now);
    // A store that lost writes may have lost the extensions, too.
    if (expired && !(decision.verdict === "heal" && expired === "expired_idle"))
      return expire(record, expired);
    const user = await userOrEnd(call, found);
    if (user === GONE) return refused(record.id, "user_gone");
    if (decision.verdict === "reuse") return endReused(call, record);

    const changes = options.write ? allChanges(call, token, record, decision, now, options) : null;
    const current = applied(record, changes);
    const accepted = accept(token, decision, current, user, changes, options);
    const answer = await options.answer(accepted);
    if (changes) {
      const result = await call.store.update(record.id, record.version, changes);
      if (result === "conflict") return null;
      if (result === "missing")
        return refused(record.id, context.revoked.get(record.id)?.reason ?? "revoked");
    }
    if (options.write) {
      context.progress.move(record.id, current);
      if (options.change) context.progress.change(record.id);
      await announce(call, record, decision, changes);
    }
    return { status: "answered", answer };
  }

  async function amendOnce(
    call: Call,
    id: string,
    options: RedeemOptions,
  ): Promise<Redeemed | null> {
    const found = await call.find(id);
    const denied = context.revoked.get(id);
    if (!found || denied) return refused(id, denied?.reason ?? "unknown");
    const { record } = found;
    const now = timeOf(record);
    const expired = expiryReason(record, now);
    if (expired) return expire(record, expired);
    const user = await userOrEnd(call, found);
    if (user === GONE) return refused(id, "user_gone");
    const changes = options.change?.apply(record, now) ?? {};
    const current = applied(record, changes);
    const answer = await options.answer({
      record: current,
      user,
      sessionToken: null,
      changed: false,
      position: record,
      heldUntil: null,
    });
    const result = await call.store.update(id, record.version, changes);
    if (result === "conflict") return null;
    if (result === "missing") return refused(id, context.revoked.get(id)?.reason ?? "revoked");
    context.progress.change(id);
    return { status: "answered", answer };
  }

  /** The later of this process's clock and the record's times. */
  function timeOf(record: SessionRecord): number {
    const now = context.now();
    const latest = latestTime(record);
    if (latest - now > 5_000) {
      context.emit("session.clock_skewed", { sessionId: record.id, userId: record.userId });
    }
    return Math.max(now, latest);
  }

  function expire(record: SessionRecord, reason: Refused["reason"]): Refused {
    context.emit("session.expired", { sessionId: record.id, userId: record.userId, reason });
    return refused(record.id, reason);
  }

  async function userOrEnd(call: Call, { record, joined }: Found): Promise<unknown> {
    const user = await call.user(record.userId, joined);
    if (user !== null) return user;
    await end(call, record, { reason: "user_gone", cookiesCleared: false }, true);
    return GONE;
  }

  /** The session, or by policy every session of the user: one of the two who hold its tokens should not. */
  async function endReused(call: Call, record: SessionRecord): Promise<Refused> {
    const ending: Ending = { reason: "reused", cookiesCleared: false };
    if (context.onReuse === "user")
      await endUser(call, record.userId, undefined, ending, record.id);
    else await end(call, record, ending, true);
    return refused(record.id, "reused");
  }

  function allChanges(
    call: Call,
    token: GenuineToken,
    record: SessionRecord,
    { verdict, changes }: Decision,
    now: number,
    { change }: RedeemOptions,
  ): SessionChanges | null {
    const isQuiet = verdict === "converge" || verdict === "hold";
    const full = verdict === "rotate" || verdict === "branch" || verdict === "heal";
    const touched = isQuiet
      ? null
      : touch(record, () => call.clientInfo, now, context.activityInterval, full);
    // A token that this server minted within the request does not count as presented.
    const minted = isMinted(context.forwardedMac, call.request, token.text);
    const decided = verdict === "keep" && minted ? null : changes;
    const before = decided || touched ? { ...decided, ...touched } : null;
    if (!change) return before;
    return { ...before, ...change.apply(applied(record, before), now) };
  }

  /** A token of an older signing key is written again under the newest one; the position says the rest. */
  function accept(
    token: GenuineToken,
    decision: Decision,
    record: SessionRecord,
    user: unknown,
    changes: SessionChanges | null,
    { write, change }: RedeemOptions,
  ): Accepted {
    const held = decision.verdict === "hold" && !(write && change?.renews);
    const { generation, branch } = !write || held ? token : record;
    const same = token.current && generation === token.generation && branch === token.branch;
    return {
      record,
      user,
      sessionToken: same
        ? token.text
        : tokens.write({ id: token.id, secret: token.secret, generation, branch }),
      changed: !held && (!same || changes?.idleExpiresAt !== undefined),
      position: { generation, branch },
      heldUntil: held ? holdEnd(record, context.timing) : null,
    };
  }

  async function announce(
    call: Call,
    record: SessionRecord,
    { verdict }: Decision,
    changes: SessionChanges | null,
  ): Promise<void> {
    const { id: sessionId, userId } = record;
    if (verdict === "keep" || verdict === "reuse") {
      if (changes?.idleExpiresAt) context.emit("session.extended", { sessionId, userId });
      return;
    }
    const client = call.clientInfo;
    const elsewhere = verdict === "converge" ? { elsewhere: isElsewhere(record, client) } : {};
    context.emit(EVENTS[verdict], { sessionId, userId, ...client, ...elsewhere });
    if (verdict === "rotate" || verdict === "branch")
      await context.recordActivity("refreshed", { sessionId, userId }, client);
  }

  /** @param seen the caller has read the record: its end is announced even if another call removed it first */
  async function end(call: Call, owner: Owner, ending: Ending, seen: boolean): Promise<boolean> {
    context.revoked.add(owner.id, ending);
    const removed = await call.store.delete(owner.id);
    if (removed || seen) await announceEnd(call, owner, ending);
    return removed;
  }

  async function endUser(
    call: Call,
    userId: string,
    exceptId: string | undefined,
    ending: Ending,
    known?: string,
  ): Promise<string[]> {
    const before = await call.store.findByUser(userId, new Date(context.now()));
    const ids = new Set(before.map(({ id }) => id));
    if (known !== undefined) ids.add(known);
    if (exceptId !== undefined) ids.delete(exceptId);
    for (const id of ids) context.revoked.add(id, ending);
    for (const id of await call.store.deleteByUser(userId, exceptId)) {
      ids.add(id);
      context.revoked.add(id, ending);
    }
    await Promise.all([...ids].map((id) => announceEnd(call, { id, userId }, ending)));
    return [...ids];
  }

  async function announceEnd(call: Call, owner: Owner, { reason }: Ending): Promise<void> {
    const { id: sessionId, userId } = owner;
    const type = reason === "reused" ? "reused" : "revoked";
    const client = call.clientInfo;
    context.emit(`session.${type}`, { sessionId, userId, reason, ...client });
    await context.recordActivity(type, { sessionId, userId }, client);
  }

  /** Not awaited: it delays no answer. What it cannot remove ends by itself. */
  async function removeUnconfirmed(id: string): Promise<void> {
    try {
      await new Call(context, undefined).store.delete(id);
    } catch (error) {
      if (!isStoreError(error)) throw error;
    }
  }

  return {
    hasOwnForm: (token) => tokens.hasOwnForm(token),
    sessionIdOf: (token) => tokens.read(token)?.id ?? null,
    agrees(token, access) {
      const position = peekPosition(token);
      if (position?.id === access.id) return !isBehind(access, position);
      return !tokens.hasOwnForm(token);
    },
    firstToken: ({ id, generation, branch }, secret) =>
      tokens.write({ id, generation, branch, secret }),

    async insert(call, record, beforeConfirm) {
      const lease = new Date(
        Math.min(record.createdAt.getTime() + UNCONFIRMED, record.idleExpiresAt.getTime()),
      );
      try {
        await call.store.insert({ ...record, idleExpiresAt: lease });
        await beforeConfirm();
        const { idleExpiresAt } = record;
        const result = await call.store.update(record.id, record.version, { idleExpiresAt });
        if (result !== "updated") throw new SessionStoreError(`The new session is ${result}.`);
      } catch (error) {
        void removeUnconfirmed(record.id);
        throw error;
      }
    },

    async redeem(call, text, options) {
      const token = tokens.read(text);
      if (!token) return refused(null, "malformed");
      return retryOnConflict(call.deadline, () => redeemOnce(call, token, options));
    },

    amend: (call, session, options) =>
      retryOnConflict(call.deadline, () =>
        amendOnce(call, typeof session === "string" ? session : session.id, options),
      ),

    async identify(call, text) {
      const token = tokens.read(text);
      if (!token) return null;
      const record = await call.store.find(token.id);
      return record && isSecretOf(token, record.secretHash) ? record : null;
    },

    end: (call, owner, ending) => end(call, owner, ending, true),
    endUser: (call, userId, exceptId, ending) => endUser(call, userId, exceptId, ending),
  };
}

const GONE = Symbol("the user is gone");

function refused(id: string | null, reason: Refused["reason"]): Refused {
  return { status: "refused", reason, id };
}

function applied(record: SessionRecord, changes: SessionChanges | null): SessionRecord {
  return changes ? { ...record, ...changes, version: record.version + 1 } : record;
}
