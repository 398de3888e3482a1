import type { SessionRecord, SessionStore } from "@sessionkit/core";
import { and, desc, eq, gt, lt, ne, or, sql } from "drizzle-orm";
import type { MappedTable } from "../columns/map-table.ts";
import type { Dialect } from "../dialects/dialect.ts";
import type { Database } from "./database.ts";
import { preparedOnce } from "./prepared-once.ts";

/** The seven verbs, each one statement; `update` reads after a write that found nothing, to say why. */
export function sessionVerbs(
  db: Database,
  sessions: MappedTable<SessionRecord>,
  dialect: Dialect,
): SessionStore {
  const { table, columns, encode, toRow, fromRow } = sessions;
  const { id, userId, version, createdAt, idleExpiresAt, absoluteExpiresAt } = columns;

  const find = preparedOnce("sessionkit_find", () =>
    db
      .select(columns)
      .from(table)
      .where(eq(id, sql.placeholder("id")))
      .limit(1)
      .$withCache(false),
  );

  return {
    async insert(record) {
      await db.insert(table).values(toRow(record));
    },

    async find(id) {
      const [row] = await find({ id });
      return row ? fromRow(row) : null;
    },

    async update(sessionId, expected, changes) {
      const {
        id: _,
        userId: __,
        createdAt: ___,
        ...changeable
      } = changes as Partial<SessionRecord>;
      const write = db
        .update(table)
        .set(toRow({ ...changeable, version: expected + 1 }))
        .where(and(eq(id, sessionId), eq(version, encode("version", expected))));
      if ((await dialect.count(write, id)) > 0) return "updated";
      // Versions only rise and rows only go, so whatever happened since, this answer is true of the row as it is now.
      return (await find({ id: sessionId })).length > 0 ? "conflict" : "missing";
    },

    async delete(sessionId) {
      return (await dialect.count(db.delete(table).where(eq(id, sessionId)), id)) > 0;
    },

    async findByUser(user, now) {
      const rows = await db
        .select(columns)
        .from(table)
        .where(
          and(
            eq(userId, user),
            gt(idleExpiresAt, encode("idleExpiresAt", now)),
            gt(absoluteExpiresAt, encode("absoluteExpiresAt", now)),
          ),
        )
        .orderBy(desc(createdAt))
        .$withCache(false);
      return rows.map(fromRow);
    },

    async deleteByUser(user, exceptId) {
      const others = exceptId === undefined ? undefined : ne(id, exceptId);
      return dialect.deleteIds(db, table, id, and(eq(userId, user), others));
    },

    async deleteExpired(before, limit) {
      if (limit <= 0) return 0;
      const expired = or(
        lt(idleExpiresAt, encode("idleExpiresAt", before)),
        lt(absoluteExpiresAt, encode("absoluteExpiresAt", before)),
      );
      return dialect.deleteSome(db, table, id, expired, limit);
    },
  };
}
