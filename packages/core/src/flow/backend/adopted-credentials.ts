import { isStoreError } from "../../store/deadline.ts";
import type { SessionRecord } from "../../store/session-store.ts";
import type { Call } from "../call.ts";
import { newRecord } from "../steps/new-record.ts";
import type { Adoptable } from "./backend.ts";

/** The session that a credential of another library becomes: the same in every process. */
export interface AdoptedIds {
  readonly id: string;
  /** Of its first session token. */
  readonly secret: string;
  /** Of the mark that the credential was used. */
  readonly markId: string;
}

/** The longest that an old credential can be valid: browsers limit the age of a cookie to 400 days. In milliseconds. */
const LONGEST = 400 * 86_400_000;

/**
 * Marks that credentials of other libraries must not be adopted again. A mark is a record that is no session: it has the id
 * of none, is never confirmed, and outlives the session that it is about. So a sign-out stays in effect although the old
 * cookie is presented again.
 */
const MARK = "adopted-";
/** The label of the mark of a credential that was in a sign-in, a sign-out, or a request of another session. */
export const SPENT = "spent";
/** Length of a session id. */
const ID = 21;

/** Whether a record is a mark and no session. */
export function isMark({ id }: Pick<SessionRecord, "id">): boolean {
  return id.length > ID && id.startsWith(MARK);
}

/** For each secret, the one that signs first. */
export function idsOf(
  { context: { adoptionMacs } }: Call,
  { adopter, credential }: Adoptable,
): readonly AdoptedIds[] {
  return adoptionMacs.map((mac) => {
    const session = mac(JSON.stringify(["session", adopter, credential]));
    const mark = mac(JSON.stringify(["credential", adopter, credential]));
    return { id: session.slice(0, ID), secret: session.slice(ID), markId: MARK + mark };
  });
}

/** The mark of a credential that was used: `lastActiveAt` is when it was used last. Null if it was not. */
export function markOf(call: Call, ids: readonly AdoptedIds[]): Promise<SessionRecord | null> {
  return findFirst(
    call,
    ids.map(({ markId }) => markId),
  );
}

/** Marks a credential as used now. */
export async function markUsed(
  call: Call,
  [newest]: readonly AdoptedIds[],
  { userId, expiresAt }: Adoptable,
  label?: typeof SPENT,
): Promise<void> {
  const until = expiresAt ?? Number.POSITIVE_INFINITY;
  if (newest) await writeMark(call, newest.markId, { userId, ...(label && { label }) }, until);
}

/** The time before which no session of the user may be adopted. Milliseconds. */
export async function endedAt(call: Call, userId: string): Promise<number> {
  const mark = await findFirst(call, userMarks(call, userId));
  return mark ? mark.lastActiveAt.getTime() : 0;
}

/** Sessions of the user that another library created until now are not adopted. */
export async function markEnded(call: Call, userId: string): Promise<void> {
  const [id = ""] = userMarks(call, userId);
  await writeMark(call, id, { userId }, Number.POSITIVE_INFINITY);
}

function userMarks({ context: { adoptionMacs } }: Call, userId: string): string[] {
  return adoptionMacs.map((mac) => MARK + mac(JSON.stringify(["user", userId])));
}

async function findFirst(call: Call, ids: readonly string[]): Promise<SessionRecord | null> {
  for (const id of ids) {
    const record = await call.store.find(id);
    if (record) return record;
  }
  return null;
}

/** Inserts a mark with the time of the call, or changes that of the one which is there. */
async function writeMark(
  call: Call,
  id: string,
  { userId, ...label }: { readonly userId: string; readonly label?: string },
  until: number,
): Promise<void> {
  const now = call.context.now();
  const session = { id, userId, user: null, secret: id, createdAt: now };
  const end = new Date(Math.max(now + 1, Math.min(until, now + LONGEST)));
  const changes = { idleExpiresAt: end, absoluteExpiresAt: end, ...label };
  try {
    await call.store.insert({ ...newRecord(call, session, {}), ...changes });
  } catch (error) {
    const before = isStoreError(error) ? await call.store.find(id) : null;
    if (!before) throw error;
    // If another call wins, its time is as late as this one.
    await call.store.update(id, before.version, { lastActiveAt: new Date(now), ...changes });
  }
}
