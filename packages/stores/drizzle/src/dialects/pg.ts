import { and, type Column, eq, or, sql } from "drizzle-orm";
import type { Dialect } from "./dialect.ts";
import { returning } from "./returning.ts";

const UUID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";
const WHOLE = "^(0|-?[1-9][0-9]{0,17})$";

/** Every verb is one statement, on PGlite and through every driver. */
export const pg: Dialect = {
  name: "pg",
  ...returning,

  momentColumn: 'timestamp("…", { precision: 3, withTimezone: true })',

  holdsMoments(column) {
    const type = column.getSQLType();
    const [timestamp, precision = "6"] = /^timestamp(?: ?\((\d)\))?/.exec(type) ?? [];
    return timestamp ? Number(precision) >= 3 : !/^(date|integer|smallint|serial)\b/.test(type);
  },

  async deleteSome({ db, run }, table, id, conditions, limit) {
    const condition = or(...conditions);
    const some = db.select({ id }).from(table).where(condition).limit(limit);
    // An array is made once, where `IN` might ask again for each row. The condition stands twice, so that a session
    // that was extended after it was chosen stays.
    const chosen = sql`${id} = any(array(${some}))`;
    const rows = await run(() => db.delete(table).where(and(chosen, condition)).returning({ id }));
    return rows.length;
  },

  sortable: (id) => (isText(id) ? sql`${id} collate "C"` : sql`${id}`),

  // Postgres compares text with neither numbers nor UUIDs, and a cast fails for text that is none.
  isUser(id, userId) {
    if (!isText(userId)) return eq(id, userId);
    const type = id.getSQLType();
    if (type === "uuid") {
      return sql`${id} = case when ${userId} ~* ${sql.raw(`'${UUID}'`)} then ${userId}::uuid end`;
    }
    if (/^(small|big)?(int|serial)/.test(type)) {
      return sql`${id} = case when ${userId} ~ ${sql.raw(`'${WHOLE}'`)} then ${userId}::bigint end`;
    }
    return eq(id, userId);
  },
};

function isText(column: Column): boolean {
  return /^(text|varchar|char|citext)/.test(column.getSQLType());
}
