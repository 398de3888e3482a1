import { inArray } from "drizzle-orm";
import type { Dialect } from "./dialect.ts";

/**
 * Every verb is one statement. A transaction would not do: libsql gives each a connection of its own, and all but
 * one of those that write at once fail with "database is locked".
 */
export const sqlite: Dialect = {
  name: "sqlite",

  async count(write, id) {
    return (await write.returning({ id })).length;
  },

  async deleteIds(db, table, id, where) {
    const rows = await db.delete(table).where(where).returning({ id });
    return rows.map((row) => String(row.id));
  },

  async deleteSome(db, table, id, where, limit) {
    // SQLite has no DELETE … LIMIT unless it was compiled with it.
    const some = db.select({ id }).from(table).where(where).limit(limit);
    const rows = await db
      .delete(table)
      .where(inArray(id, some as never))
      .returning({ id });
    return rows.length;
  },

  async insertOnce(insert, id) {
    await insert.onConflictDoNothing({ target: id });
  },

  keepsMilliseconds(column) {
    const stored: unknown = column.mapToDriverValue(new Date(1));
    return typeof stored !== "number" || stored === 1;
  },
};
