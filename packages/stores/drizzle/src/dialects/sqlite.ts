import { eq, inArray, or, sql } from "drizzle-orm";
import { type Dialect, returning } from "./dialect.ts";

/**
 * Every verb is one statement, and none uses a transaction: libsql opens a connection for each, and of concurrent writing
 * transactions all but one fail with "database is locked".
 */
export const sqlite: Dialect = {
  name: "sqlite",
  ...returning,

  timestampColumn: 'integer("…", { mode: "timestamp_ms" })',

  canHoldTimestamps(column) {
    const stored: unknown = column.mapToDriverValue(new Date(1));
    return typeof stored !== "number" || stored === 1;
  },

  async deleteSome({ db, run }, table, id, conditions, limit) {
    // DELETE … LIMIT is a compile-time option of SQLite.
    const condition = or(...conditions);
    const some = db.select({ id }).from(table).where(condition).limit(limit);
    const chosen = inArray(id, some as never);
    const rows = await run(() => db.delete(table).where(chosen).returning({ id }));
    return rows.length;
  },

  byteOrder: (id) => sql`${id}`,

  isUser: (id, userId) => eq(id, userId),
};
