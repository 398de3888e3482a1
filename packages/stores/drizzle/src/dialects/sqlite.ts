import { eq, inArray, sql } from "drizzle-orm";
import type { Dialect } from "../database/dialect.ts";
import { returningWrites } from "./returning-writes.ts";

/**
 * Every verb is one statement, and none uses a transaction: libsql opens a connection for each, and of concurrent writing
 * transactions all but one fail with "database is locked". D1 has no transactions.
 */
export const sqlite: Dialect = {
  name: "sqlite",

  timestampColumn: 'integer("…", { mode: "timestamp_ms" })',

  canHoldTimestamps(column) {
    const stored: unknown = column.mapToDriverValue(new Date(1));
    return typeof stored !== "number" || stored === 1;
  },

  createWrites: returningWrites((id, ids) => inArray(id, ids as never)),

  byteOrder: (id) => sql`${id}`,

  now: sql`cast((julianday('now') - 2440587.5) * 86400000 as integer)`,

  isUser: (id, userId) => eq(id, userId),
};
