import { integer, type SQLiteColumnBuilderBase, text } from "drizzle-orm/sqlite-core";
import type { ColumnTypes } from "../tables/column-types.ts";

/** SQLite compares text byte for byte, and has neither dates nor lengths: moments are milliseconds. */
export const columnTypes: ColumnTypes<SQLiteColumnBuilderBase> = {
  key: (name) => text(name).primaryKey(),
  reference: (name) => text(name).notNull(),
  text: (name) => text(name).notNull(),
  nullable: (name) => text(name),
  whole: (name) => integer(name).notNull(),
  moment: (name) => integer(name, { mode: "timestamp_ms" }).notNull(),
  flag: (name) => integer(name, { mode: "boolean" }).notNull(),
  json: (name) => text(name, { mode: "json" }).notNull(),
};
