import {
  boolean,
  customType,
  datetime,
  int,
  type MySqlColumnBuilderBase,
  varchar,
} from "drizzle-orm/mysql-core";
import type { ColumnTypes } from "../tables/column-types.ts";

const utf8 = new TextDecoder();

/**
 * Text by its bytes. All of MySQL's collations that MariaDB knows too fold something when they compare: case,
 * accents, or at least spaces at the end.
 */
const bytes = customType<{
  data: string;
  driverData: string | Uint8Array;
  config: { length: number };
  configRequired: true;
}>({
  dataType: ({ length }) => `varbinary(${length})`,
  fromDriver: (value) => (typeof value === "string" ? value : utf8.decode(value)),
});

/** Text of every script, whatever the server's own character set is. */
const unicode = customType<{
  data: string;
  config: { length: number };
  configRequired: true;
}>({
  dataType: ({ length }) => `varchar(${length}) character set utf8mb4`,
});

/** JSON as it was written: MariaDB's own type refuses what is nested 32 deep. */
const json = customType<{ data: unknown; driverData: string }>({
  dataType: () => "longtext character set utf8mb4",
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => JSON.parse(value),
});

/** For MySQL and MariaDB alike. `datetime` is what was written, in every time zone, and does not end in 2038. */
export const columnTypes: ColumnTypes<MySqlColumnBuilderBase> = {
  primaryKey: (name) => bytes(name, { length: 21 }).primaryKey(),
  key: (name) => bytes(name, { length: 255 }).notNull(),
  text: (name, length) => varchar(name, { length }).notNull(),
  nullable: (name, length) => unicode(name, { length }),
  integer: (name) => int(name).notNull(),
  timestamp: (name) => datetime(name, { fsp: 3 }).notNull(),
  boolean: (name) => boolean(name).notNull(),
  json: (name) => json(name).notNull(),
};
