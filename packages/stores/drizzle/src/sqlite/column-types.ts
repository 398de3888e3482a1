import { integer, type SQLiteColumnBuilderBase, text } from "drizzle-orm/sqlite-core";
import type { ColumnTypes } from "../tables/column-types.ts";

/** SQLite compares text byte for byte, and has neither dates nor lengths: timestamps are milliseconds. */
export const columnTypes: ColumnTypes<SQLiteColumnBuilderBase> = {
  primaryKey: (name) => text(name).primaryKey(),
  key: (name) => text(name).notNull(),
  text: (name) => text(name).notNull(),
  nullable: (name) => text(name),
  integer: (name) => integer(name).notNull(),
  timestamp: (name) => integer(name, { mode: "timestamp_ms" }).notNull(),
  boolean: (name) => integer(name, { mode: "boolean" }).notNull(),
  json: (name) => text(name, { mode: "json" }).notNull(),
};
