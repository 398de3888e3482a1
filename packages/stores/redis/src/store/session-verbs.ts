import { type SessionRecord, type SessionStore, SessionStoreError } from "@sessionkit/core";
import { changeableFields } from "@sessionkit/core/store";
import type { Connection } from "../client/connection.ts";
import type { ReadText } from "../reads/batched-reads.ts";
import type { Keys } from "../records/keys.ts";
import { decodeSession, encodeSession, toLine, toLines } from "../records/session-text.ts";
import { sessionIds } from "./session-ids.ts";
import { EXPIRED_RETENTION, removeSession, swapSession } from "./session-scripts.ts";
import { userIndex } from "./user-index.ts";

/**
 * The seven verbs. In a Cluster, a session and its user's index can be on two servers, so no verb writes both atomically.
 * Every verb writes the index before a session is created or extended, and removes the id after the session was removed.
 * So the index contains every session that exists, whenever a process crashes.
 */
export function sessionVerbs(connection: Connection, keys: Keys, read: ReadText): SessionStore {
  const index = userIndex(connection, keys);

  async function find(id: string): Promise<SessionRecord | null> {
    const text = await read(keys.session(id));
    return text === null ? null : decodeSession(id, text);
  }

  async function remove(id: string): Promise<boolean> {
    const user = await removeSession(connection, [keys.session(id)], "");
    if (typeof user !== "string") return false;
    await index.remove(JSON.parse(user.slice(1)), [id]);
    return true;
  }

  return {
    find,

    async insert(record) {
      const { id, userId, absoluteExpiresAt } = record;
      await index.add(userId, id, absoluteExpiresAt.getTime());
      const expiry = Math.max(1, expiryOf(record) + EXPIRED_RETENTION);
      const text = encodeSession(record);
      if ((await connection.send("set", [keys.session(id), text, "PXAT", expiry, "NX"])) === null) {
        throw new SessionStoreError(`insert: the session ${id} already exists.`);
      }
      // Race: a concurrent findByUser removes an id whose session does not exist yet.
      await index.add(userId, id, absoluteExpiresAt.getTime());
    },

    async update(id, version, changes) {
      if (changes.absoluteExpiresAt) {
        const record = await find(id);
        if (!record) return "missing";
        await index.add(record.userId, id, changes.absoluteExpiresAt.getTime());
      }
      const reply = await swapSession(
        connection,
        [keys.session(id)],
        toLine(version),
        ...toLines({ version: version + 1, ...changeableFields(changes) }),
      );
      if (reply === "missing" || reply === "conflict") return reply;
      // Restores the index if Redis lost it to eviction or a fail-over.
      const [user, expiry] = (reply as string[]).map((line) => JSON.parse(line.slice(1)));
      await index.add(user, id, expiry);
      return "updated";
    },

    delete: remove,

    async findByUser(userId, now) {
      const ids = await index.readIds(userId);
      const found = await Promise.all(ids.map(find));
      const outdated = ids.filter((_, i) => found[i]?.userId !== userId);
      await index.remove(userId, outdated);
      return found
        .filter((record) => record !== null)
        .filter((record) => record.userId === userId && expiryOf(record) > now.getTime())
        .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
    },

    async deleteByUser(userId, exceptId) {
      const ids = (await index.readIds(userId)).filter((id) => id !== exceptId);
      const line = toLine(userId);
      const removals = ids.map((id) => removeSession(connection, [keys.session(id)], line));
      // Waits for all of them: if one removal fails, the others still take effect.
      await Promise.allSettled(removals);
      const users = await Promise.all(removals);
      await index.remove(userId, ids);
      return ids.filter((_, i) => users[i] !== null);
    },

    async deleteExpired(before, limit) {
      // Redis has removed what expired in the past.
      if (before.getTime() < Date.now()) return 0;
      let removed = 0;
      for await (const id of sessionIds(connection, keys)) {
        if (removed >= limit) break;
        const record = await find(id);
        const isExpired = record !== null && expiryOf(record) < before.getTime();
        if (isExpired && (await remove(id))) removed++;
      }
      return removed;
    },
  };
}

function expiryOf(record: SessionRecord): number {
  return Math.min(record.idleExpiresAt.getTime(), record.absoluteExpiresAt.getTime());
}
