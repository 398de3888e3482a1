import { type Column, eq, sql } from "drizzle-orm";
import type { Dialect } from "../database/dialect.ts";
import { returningWrites } from "./returning-writes.ts";

/** Types of keys that are compared with text, the format of text that is such a key, and the type it is cast to. */
const CASTS: readonly [types: RegExp, format: string, cast: string][] = [
  [/^uuid/, "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", "uuid"],
  [/^(small|big)?(int|serial)/, "^(0|-?[1-9][0-9]{0,17})$", "bigint"],
];

/** For Postgres and PGlite, through every driver. Every verb is one statement. */
export const pg: Dialect = {
  name: "pg",

  timestampColumn: 'timestamp("…", { precision: 3, withTimezone: true })',

  canHoldTimestamps: (column) =>
    !/^(date|integer|smallint|serial)\b|^timestamp ?\([0-2]\)/.test(column.getSQLType()),

  // An array is evaluated once, a subquery of IN may be evaluated per row.
  createWrites: returningWrites((id, ids) => sql`${id} = any(array(${ids}))`),

  byteOrder: (id) => (isText(id) ? sql`${id} collate "C"` : sql`${id}`),

  now: sql`floor(extract(epoch from clock_timestamp()) * 1000)::bigint`,

  // Postgres does not compare text with numbers or UUIDs, and a cast fails for text in another format.
  isUser(id, userId) {
    const [, pattern = "", type = ""] = CASTS.find(([types]) => types.test(id.getSQLType())) ?? [];
    if (pattern === "" || !isText(userId)) return eq(id, userId);
    const [format, cast] = [sql.raw(`'${pattern}'`), sql.raw(type)];
    return sql`${id} = case when ${userId} ~* ${format} then ${userId}::${cast} end`;
  },
};

function isText(column: Column): boolean {
  return /^(text|varchar|char|citext)/.test(column.getSQLType());
}
