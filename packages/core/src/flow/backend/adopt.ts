import type { Ending } from "../../session/denylist.ts";
import { expiryReason } from "../../session/lifetime.ts";
import { isStoreError } from "../../store/deadline.ts";
import type { SessionRecord } from "../../store/session-store.ts";
import type { Call } from "../call.ts";
import { newRecord, UNPROVEN } from "../steps/new-record.ts";
import { type AdoptedIds, endedAt, idsOf, markOf, markUsed, SPENT } from "./adopted-credentials.ts";
import type { Adoptable, Adopted, Refused } from "./backend.ts";
import { end } from "./end-sessions.ts";
import { refused } from "./load.ts";

/** Adopts a session into a store: see `Backend`. */
export async function adopt(
  call: Call,
  session: Adoptable,
  user: unknown,
): Promise<Adopted | Refused> {
  const ids = idsOf(call, session);
  const [own] = ids as readonly [AdoptedIds, ...AdoptedIds[]];
  const known = await findAdopted(call, ids);
  if (known) return joinAdopted(call, session, known, user);
  if (await markOf(call, ids)) return refused(null, "revoked");
  const record = toRecord(call, session, own, user);
  try {
    await call.store.insert(record);
  } catch (error) {
    const other = isStoreError(error) ? await findAdopted(call, [own]) : null;
    if (!other) throw error;
    return joinAdopted(call, session, other, user);
  }
  return confirm(call, session, { record, own }, user);
}

/** Ensures that a credential is not adopted from now on: see `Backend`. */
export async function spend(
  call: Call,
  session: Adoptable,
  ending: Ending | null,
): Promise<number | null> {
  const ids = idsOf(call, session);
  // Before the store is called: no request of this process accepts a session whose end has begun.
  if (ending) for (const { id } of ids) call.context.denylist.end(id, ending);
  const mark = await markOf(call, ids);
  if (!mark || ending) await markUsed(call, ids, session, SPENT);
  const known = ending && (await findAdopted(call, ids));
  if (known) await end(call, known.record, ending);
  return mark?.lastActiveAt.getTime() ?? null;
}

async function joinAdopted(
  call: Call,
  session: Adoptable,
  { record, own }: FoundAdopted,
  user: unknown,
): Promise<Adopted | Refused> {
  const { denylist, now } = call.context;
  const reason = denylist.endingOf(record.id)?.reason ?? expiryReason(record, now());
  if (reason) return refused(record.id, reason);
  if (!(await mayJoin(call, session, { record, own }))) return refused(record.id, "reused");
  return adopted(call, { record, own }, user, false);
}

/** Checks what may have changed since the insert, and removes the record if it must not stay. */
async function confirm(
  call: Call,
  session: Adoptable,
  { record, own }: FoundAdopted,
  known: unknown,
): Promise<Adopted | Refused> {
  const { userId } = session;
  // A sign-out meanwhile may not have found the record.
  const wasSpent = (await markOf(call, [own]))?.label === SPENT;
  await markUsed(call, [own], session);
  const isOver = wasSpent || (session.createdAt ?? 0) < (await endedAt(call, userId));
  const joins = known === undefined && call.joinsUsers;
  const user = joins ? await call.userOfSession(userId, record.id) : known;
  if (isOver || user === null) {
    await call.store.delete(record.id);
    return refused(record.id, isOver ? "revoked" : "user_gone");
  }
  const { lastActiveAt } = record;
  // A record of version 1 counts as unconfirmed.
  await call.store.update(record.id, record.version, { lastActiveAt });
  return adopted(call, { record, own }, user, true);
}

function adopted(
  { context: { backend } }: Call,
  { record, own }: FoundAdopted,
  user: unknown,
  isFirst: boolean,
): Adopted {
  const sessionToken = backend.firstToken(record, own.secret);
  return { status: "adopted", record, user, sessionToken, isFirst };
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
 * together with the last of these, within the grace period.
 */
async function mayJoin(
  call: Call,
  session: Adoptable,
  { record, own }: FoundAdopted,
): Promise<boolean> {
  const { now, timing } = call.context;
  const { generation, branch, seenGeneration } = record;
  const isPresented = generation > 1 || seenGeneration > 0;
  // The process that adopted it may have stopped before it wrote the mark.
  const mark = await markOf(call, [own]);
  const age = mark ? now() - mark.lastActiveAt.getTime() : 0;
  const isRepeated = !isPresented && age > timing.grace / 2;
  if (!mark || isRepeated) await markUsed(call, [own], session);
  return branch === 1 && (!isPresented || age <= timing.grace);
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
