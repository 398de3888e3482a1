import { expiryReason } from "../../session/lifetime.ts";
import { isStoreError } from "../../store/deadline.ts";
import type { SessionRecord } from "../../store/session-store.ts";
import type { SessionTokens } from "../../tokens/session-token.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { newRecord, UNPROVEN } from "../steps/new-record.ts";
import type { AdoptedCredentials, AdoptedIds } from "./adopted-credentials.ts";
import type { Adoptable, Adopted, Backend, Refused } from "./backend.ts";
import { refused } from "./load.ts";

/** Adoption of sessions into a store. */
export function createAdopt(
  tokens: SessionTokens,
  credentials: AdoptedCredentials,
): Pick<Backend, "adopt" | "spend"> {
  async function joinAdopted(
    call: Call,
    session: Adoptable,
    { record, own }: FoundAdopted,
    user: unknown,
  ): Promise<Adopted | Refused> {
    const { denylist, now } = call.context;
    const reason = denylist.endingOf(record.id)?.reason ?? expiryReason(record, now());
    if (reason) return refused(record.id, reason);
    // The process that adopted it may have stopped before it wrote the mark.
    const usedAt = await credentials.usedAt(call, [own]);
    if (usedAt === null) await credentials.markUsed(call, [own], session.userId, endOfOld(session));
    if (!mayJoin(call.context, record, usedAt ?? now())) return refused(record.id, "reused");
    return adopted(record, own, user, false);
  }

  function adopted(
    record: SessionRecord,
    { id, secret }: AdoptedIds,
    user: unknown,
    isFirst: boolean,
  ): Adopted {
    const sessionToken = tokens.write({ id, generation: 1, branch: 1, secret });
    return { status: "adopted", record, user, sessionToken, isFirst };
  }

  /** Checks what may have changed since the insert, and removes the record if it must not stay. */
  async function confirm(
    call: Call,
    session: Adoptable,
    record: SessionRecord,
    own: AdoptedIds,
    known: unknown,
  ): Promise<Adopted | Refused> {
    const { userId } = session;
    await credentials.markUsed(call, [own], userId, endOfOld(session));
    const isOver = (session.createdAt ?? 0) < (await credentials.endedAt(call, userId));
    const joins = known === undefined && call.joinsUsers;
    const user = joins ? await call.userOfSession(userId, record.id) : known;
    if (isOver || user === null) {
      await call.store.delete(record.id);
      return refused(record.id, isOver ? "revoked" : "user_gone");
    }
    const { lastActiveAt } = record;
    // A record of version 1 counts as unconfirmed.
    await call.store.update(record.id, record.version, { lastActiveAt });
    return adopted(record, own, user, true);
  }

  return {
    async adopt(call, session, user) {
      const ids = credentials.idsOf(session.adopter, session.credential);
      const [own] = ids as readonly [AdoptedIds, ...AdoptedIds[]];
      const known = await findAdopted(call, ids);
      if (known) return joinAdopted(call, session, known, user);
      if ((await credentials.usedAt(call, ids)) !== null) return refused(null, "revoked");
      const record = toRecord(call, session, own, user);
      try {
        await call.store.insert(record);
      } catch (error) {
        const other = isStoreError(error) ? await findAdopted(call, [own]) : null;
        if (!other) throw error;
        return joinAdopted(call, session, other, user);
      }
      return confirm(call, session, record, own, user);
    },

    async spend(call, session) {
      const ids = credentials.idsOf(session.adopter, session.credential);
      const usedAt = await credentials.usedAt(call, ids);
      if (usedAt === null) await credentials.markUsed(call, ids, session.userId, endOfOld(session));
      return usedAt;
    },
  };
}

interface FoundAdopted {
  readonly record: SessionRecord;
  readonly own: AdoptedIds;
}

/** The session that an earlier request with the same credential has started, and its ids. */
async function findAdopted(call: Call, ids: readonly AdoptedIds[]): Promise<FoundAdopted | null> {
  for (const own of ids) {
    const record = await call.store.find(own.id);
    if (record) return { record, own };
  }
  return null;
}

/**
 * A session whose first token was never presented: the answer that had it may be lost. Afterwards, requests that were sent
 * together with the first one, within the grace period.
 */
function mayJoin({ now, timing }: Context, record: SessionRecord, usedAt: number): boolean {
  if (record.generation > 1 || record.branch > 1) return false;
  return record.seenGeneration === 0 || now() - usedAt <= timing.grace;
}

/** Throws `SessionConfigError` for data that cannot be stored, and for a session that has expired. */
export function toRecord(
  call: Call,
  session: Adoptable,
  { id, secret }: AdoptedIds,
  user: unknown,
): SessionRecord {
  const { userId, createdAt, expiresAt, remember, data } = session;
  return newRecord(call, {
    ...{ id, secret, userId, user, remember, data },
    createdAt: createdAt ?? call.context.now(),
    // If it is not known, the session is not fresh.
    authenticatedAt: session.authenticatedAt ?? UNPROVEN,
    until: expiresAt ?? undefined,
  });
}

function endOfOld({ expiresAt }: Adoptable): number {
  return expiresAt ?? Number.POSITIVE_INFINITY;
}
