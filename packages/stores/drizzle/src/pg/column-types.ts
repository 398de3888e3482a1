import {
  boolean,
  integer,
  jsonb,
  type PgColumnBuilderBase,
  text,
  timestamp,
} from "drizzle-orm/pg-core";
import type { ColumnTypes } from "../tables/column-types.ts";

/** Postgres compares text byte for byte and needs no lengths; `timestamptz` is an instant in every time zone. */
export const columnTypes: ColumnTypes<PgColumnBuilderBase> = {
  primaryKey: (name) => text(name).primaryKey(),
  key: (name) => text(name).notNull(),
  text: (name) => text(name).notNull(),
  nullable: (name) => text(name),
  integer: (name) => integer(name).notNull(),
  timestamp: (name) => timestamp(name, { precision: 3, withTimezone: true }).notNull(),
  boolean: (name) => boolean(name).notNull(),
  json: (name) => jsonb(name).notNull(),
};
