import { isStoreError } from "../../store/deadline.ts";
import type { SessionRecord } from "../../store/session-store.ts";
import type { Mac } from "../../tokens/hmac.ts";
import type { Call } from "../call.ts";
import { newRecord } from "../steps/new-record.ts";

/** The session that a credential of another library becomes: the same in every process. */
export interface AdoptedIds {
  readonly id: string;
  /** Of its first session token. */
  readonly secret: string;
  /** Of the mark that the credential was used. */
  readonly markId: string;
}

/**
 * Marks that credentials of other libraries must not be adopted again. A mark is a record that is no session: it has the id
 * of none, is never confirmed, and outlives the session that it is about. So a sign-out stays in effect although the old
 * cookie is presented again.
 */
export interface AdoptedCredentials {
  /** For each secret, the one that signs first. */
  idsOf(adopter: string, credential: string): readonly AdoptedIds[];
  /** When the credential was first used; null if it was not. Milliseconds. */
  usedAt(call: Call, ids: readonly AdoptedIds[]): Promise<number | null>;
  /** Marks a credential as used. Idempotent. */
  markUsed(call: Call, ids: readonly AdoptedIds[], userId: string, until: number): Promise<void>;
  /** The time before which no session of the user may be adopted. Milliseconds. */
  endedAt(call: Call, userId: string): Promise<number>;
  /** Sessions of the user that another library created until now are not adopted. */
  markEnded(call: Call, userId: string): Promise<void>;
}

/** The longest that an old credential can be valid: browsers limit the age of a cookie to 400 days. In milliseconds. */
const LONGEST = 400 * 86_400_000;

const MARK = "adopted-";
/** Length of a session id. */
const ID = 21;

/** Whether a record is a mark and no session. */
export function isMark({ id }: Pick<SessionRecord, "id">): boolean {
  return id.length > ID && id.startsWith(MARK);
}

/** @param keys derived from the secrets; none without adopters, where no member is called */
export function createAdoptedCredentials(
  keys: readonly { readonly mac: Mac }[],
): AdoptedCredentials {
  const markOf = (mac: string): string => MARK + mac;
  const userMarks = (userId: string): string[] =>
    keys.map(({ mac }) => markOf(mac(JSON.stringify(["user", userId]))));

  return {
    idsOf: (adopter, credential) =>
      keys.map(({ mac }) => {
        const session = mac(JSON.stringify(["session", adopter, credential]));
        const mark = mac(JSON.stringify(["credential", adopter, credential]));
        return { id: session.slice(0, ID), secret: session.slice(ID), markId: markOf(mark) };
      }),

    async usedAt(call, ids) {
      const mark = await findFirst(
        call,
        ids.map(({ markId }) => markId),
      );
      return mark?.createdAt.getTime() ?? null;
    },

    async markUsed(call, [newest], userId, until) {
      if (newest) await insertMark(call, newest.markId, userId, until);
    },

    async endedAt(call, userId) {
      const mark = await findFirst(call, userMarks(userId));
      return mark ? mark.lastActiveAt.getTime() : 0;
    },

    async markEnded(call, userId) {
      const now = call.context.now();
      const [id = ""] = userMarks(userId);
      if (await insertMark(call, id, userId, now + LONGEST)) return;
      const before = await call.store.find(id);
      const end = new Date(now + LONGEST);
      const changes = { lastActiveAt: new Date(now), idleExpiresAt: end, absoluteExpiresAt: end };
      // If another call wins, its time is as late as this one.
      if (before) await call.store.update(id, before.version, changes);
    },
  };
}

/** The first record with one of these ids. */
export async function findFirst(call: Call, ids: readonly string[]): Promise<SessionRecord | null> {
  for (const id of ids) {
    const record = await call.store.find(id);
    if (record) return record;
  }
  return null;
}

/** False if there is such a mark. */
async function insertMark(call: Call, id: string, userId: string, until: number): Promise<boolean> {
  const now = call.context.now();
  const session = { id, userId, user: null, secret: id, createdAt: now };
  const end = new Date(Math.max(now + 1, Math.min(until, now + LONGEST)));
  const record = newRecord(call, session, {});
  try {
    await call.store.insert({ ...record, idleExpiresAt: end, absoluteExpiresAt: end });
    return true;
  } catch (error) {
    if (isStoreError(error) && (await call.store.find(id))) return false;
    throw error;
  }
}
