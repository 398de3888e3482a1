import { type SessionRecord, type SessionStore, SessionStoreError } from "@sessionkit/core";
import type { RedisClient } from "../client/redis-client.ts";
import type { ReadText } from "../reading/read-together.ts";
import { changedLines, toLine } from "../records/field-lines.ts";
import { decodeSession, encodeSession } from "../records/session-text.ts";
import type { Keys } from "./keys.ts";
import { endSession, KEEP_EXPIRED, swapSession } from "./session-scripts.ts";
import { userIndex } from "./user-index.ts";

/**
 * The seven verbs. Session and index may lie on two servers, so no verb relies on both being written: the index
 * is written before a session begins or gets longer, and cleared after it ended. Whatever comes between, each
 * living session is in it.
 */
export function sessionVerbs(client: RedisClient, keys: Keys, read: ReadText): SessionStore {
  const index = userIndex(client, keys);

  async function find(id: string): Promise<SessionRecord | null> {
    const text = await read(keys.session(id));
    return text === null ? null : decodeSession(id, text);
  }

  return {
    find,

    async insert(record) {
      const { id, userId, absoluteExpiresAt } = record;
      await index.add(userId, id, absoluteExpiresAt.getTime());
      const ends = Math.max(1, endOf(record) + KEEP_EXPIRED);
      const text = encodeSession(record);
      if ((await client.call("set", keys.session(id), text, "PXAT", ends, "NX")) === null) {
        throw new SessionStoreError(`insert: a session ${id} exists already.`);
      }
      // Whoever listed the user's sessions meanwhile took the first entry for a left-over, and removed it.
      await index.add(userId, id, absoluteExpiresAt.getTime());
    },

    async update(id, version, changes) {
      if (changes.absoluteExpiresAt) {
        const record = await find(id);
        if (!record) return "missing";
        await index.add(record.userId, id, changes.absoluteExpiresAt.getTime());
      }
      const answer = await swapSession(
        client,
        [keys.session(id)],
        toLine(version),
        toLine(version + 1),
        ...changedLines(changes),
      );
      if (answer === "missing" || answer === "conflict") return answer;
      // An index that was lost, to eviction or a fail-over, comes back with the sessions that are in use.
      const [user, expiry] = (answer as string[]).map((line) => JSON.parse(line.slice(1)));
      await index.add(user, id, expiry);
      return "updated";
    },

    async delete(id) {
      const user = await endSession(client, [keys.session(id)], "");
      if (typeof user !== "string") return false;
      await index.remove(JSON.parse(user.slice(1)), [id]);
      return true;
    },

    async findByUser(userId, now) {
      const ids = await index.ids(userId);
      const found = await Promise.all(ids.map(find));
      const gone = ids.filter((_, i) => found[i]?.userId !== userId);
      await index.remove(userId, gone);
      return found
        .filter((record) => record !== null)
        .filter((record) => record.userId === userId && endOf(record) > now.getTime())
        .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
    },

    async deleteByUser(userId, exceptId) {
      const ids = (await index.ids(userId)).filter((id) => id !== exceptId);
      const line = toLine(userId);
      // To the end of each, also where another fails: what can be ended is.
      const answers = await Promise.allSettled(
        ids.map((id) => endSession(client, [keys.session(id)], line)),
      );
      const failed = answers.find((answer) => answer.status === "rejected");
      if (failed) throw failed.reason;
      await index.remove(userId, ids);
      return ids.filter((_, i) => {
        const answer = answers[i];
        return answer?.status === "fulfilled" && answer.value !== null;
      });
    },

    async deleteExpired() {
      return 0;
    },
  };
}

function endOf(record: SessionRecord): number {
  return Math.min(record.idleExpiresAt.getTime(), record.absoluteExpiresAt.getTime());
}
