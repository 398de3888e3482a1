import { eq, inArray, or, sql } from "drizzle-orm";
import type { Dialect } from "./dialect.ts";
import { returning } from "./returning.ts";

/**
 * Every verb is one statement. A transaction would not do: libsql gives each a connection of its own, and all but
 * one of those that write at once fail with "database is locked".
 */
export const sqlite: Dialect = {
  name: "sqlite",
  ...returning,

  momentColumn: 'integer("…", { mode: "timestamp_ms" })',

  holdsMoments(column) {
    const stored: unknown = column.mapToDriverValue(new Date(1));
    return typeof stored !== "number" || stored === 1;
  },

  async deleteSome({ db, run }, table, id, conditions, limit) {
    // SQLite has no DELETE … LIMIT unless it was compiled with it.
    const some = db
      .select({ id })
      .from(table)
      .where(or(...conditions))
      .limit(limit);
    const rows = await run(() =>
      db
        .delete(table)
        .where(inArray(id, some as never))
        .returning({ id }),
    );
    return rows.length;
  },

  sortable: (id) => sql`${id}`,

  isUser: (id, userId) => eq(id, userId),
};
