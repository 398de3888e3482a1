import { changeableFields, type SessionRecord, type SessionStore } from "@sessionkit/core/store";
import { and, desc, eq, gt, lt, ne } from "drizzle-orm";
import type { RecordTable } from "../database/dialect.ts";
import { selectRecords } from "./select-records.ts";

/**
 * The seven verbs, without transactions. Each is one statement if the dialect allows it. If an `update` found no row, it
 * reads the row to distinguish a conflict from a missing row.
 */
export function sessionVerbs(sessions: RecordTable<SessionRecord>): SessionStore {
  const { db, run, prepare, table, columns, selection, encode, toRow, fromRow } = sessions;
  const { id, userId, version, createdAt, idleExpiresAt, absoluteExpiresAt } = columns;

  const find = prepare((sessionId) =>
    db.select(selection).from(table).where(eq(id, sessionId)).limit(1).$withCache(false),
  );

  return {
    async insert(record) {
      await run(() => db.insert(table).values(toRow(record)));
    },

    async find(sessionId) {
      const [row] = await run(() => find(sessionId));
      return row ? fromRow(row) : null;
    },

    async update(sessionId, expected, changes) {
      const row = toRow({ ...changeableFields(changes), version: expected + 1 });
      const isExpected = and(eq(id, sessionId), eq(version, encode("version", expected)));
      if ((await sessions.update(row, isExpected)) > 0) return "updated";
      // Versions only increase and ids are not reused, so the result is correct even if the row changed in between.
      return (await run(() => find(sessionId))).length > 0 ? "conflict" : "missing";
    },

    delete: async (sessionId) => (await sessions.delete(eq(id, sessionId))) > 0,

    async findByUser(user, now) {
      const isActive = gt(idleExpiresAt, encode("idleExpiresAt", now));
      const isNotOver = gt(absoluteExpiresAt, encode("absoluteExpiresAt", now));
      const isLive = and(eq(userId, user), isActive, isNotOver);
      return selectRecords(sessions, isLive, [desc(createdAt)]);
    },

    async deleteByUser(user, exceptId) {
      const isOther = exceptId === undefined ? undefined : ne(id, exceptId);
      return sessions.deleteIds(and(eq(userId, user), isOther));
    },

    async deleteExpired(before, limit) {
      const isIdle = lt(idleExpiresAt, encode("idleExpiresAt", before));
      const isOver = lt(absoluteExpiresAt, encode("absoluteExpiresAt", before));
      return sessions.deleteSome([isIdle, isOver], limit);
    },
  };
}
