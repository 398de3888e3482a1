import type { ActivityEntry, SessionRecord } from "@sessionkit/core";
import {
  boolean,
  customType,
  datetime,
  getTableConfig,
  index,
  int,
  type MySqlColumn,
  type MySqlColumnBuilderBase,
  type MySqlTableWithColumns,
  mysqlTable,
  varchar,
} from "drizzle-orm/mysql-core";
import {
  ACTIVITY_PLAN,
  type ColumnsOf,
  type ColumnTypes,
  declareColumns,
  declareIndexes,
  SESSION_PLAN,
  type TablePlan,
} from "./columns.ts";
import { createTable, tableDdl } from "./ddl.ts";

export type SessionTable = MySqlTableWithColumns<TableOf<SessionRecord>>;
export type ActivityTable = MySqlTableWithColumns<TableOf<ActivityEntry>>;

interface TableOf<Entry extends { readonly id: string }> {
  name: string;
  schema: undefined;
  columns: ColumnsOf<Entry, MySqlColumn>;
  dialect: "mysql";
  isAlias: false;
}

const utf8 = new TextDecoder();

/** Text that compares byte for byte: every collation of MySQL and MariaDB ignores case, accents or trailing spaces. */
const bytes = customType<{
  data: string;
  driverData: string | Uint8Array;
  config: { length: number };
  configRequired: true;
}>({
  dataType: ({ length }) => `varbinary(${length})`,
  fromDriver: (value) => (typeof value === "string" ? value : utf8.decode(value)),
});

/** Unicode text, independent of the character set of the server. */
const unicode = customType<{ data: string; config: { length: number }; configRequired: true }>({
  dataType: ({ length }) => `varchar(${length}) character set utf8mb4`,
});

/** JSON as text: the JSON type of MariaDB rejects more than 32 levels. */
const json = customType<{ data: unknown; driverData: string }>({
  dataType: () => "longtext character set utf8mb4",
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => JSON.parse(value),
});

/** `datetime` does not depend on the time zone, and has no limit in 2038. */
const types: ColumnTypes<MySqlColumnBuilderBase> = {
  primaryKey: (name, length) => bytes(name, { length }).primaryKey(),
  key: (name, length) => bytes(name, { length }).notNull(),
  text: (name, length) => varchar(name, { length }).notNull(),
  nullable: (name, length) => unicode(name, { length }),
  integer: (name) => int(name).notNull(),
  timestamp: (name) => datetime(name, { fsp: 3 }).notNull(),
  boolean: (name) => boolean(name).notNull(),
  json: (name) => json(name).notNull(),
};

/** The session table, named `session`. Add it to your Drizzle schema, so that migrations create it. */
export const sessionTable: SessionTable = createSessionTable("session");

/** The table of the activity log, named `session_activity`. It has no foreign key, because the log outlives its sessions. */
export const activityTable: ActivityTable = createActivityTable("session_activity");

/**
 * Creates the session table under another name. Its indexes are named after it.
 *
 * @example
 * export const sessionTable = createSessionTable("app_session");
 */
export function createSessionTable(name: string): SessionTable {
  return create(name, SESSION_PLAN) as unknown as SessionTable;
}

/** Creates the table of the activity log under another name. Its indexes are named after it. */
export function createActivityTable(name: string): ActivityTable {
  return create(name, ACTIVITY_PLAN) as unknown as ActivityTable;
}

/**
 * Returns one `CREATE TABLE IF NOT EXISTS` statement for each table, with its indexes. For databases without
 * migrations, as in demos and tests; otherwise use Drizzle's migrations.
 */
export function createTableStatements(...tables: (SessionTable | ActivityTable)[]): string[] {
  return tables.map((one) => {
    const table = tableDdl(getTableConfig(one), "`");
    // Inside the table: MySQL has no CREATE INDEX IF NOT EXISTS.
    const indexes = table.indexes.map(({ name, columns }) => `INDEX ${name} ${columns}`);
    return createTable(table, [...table.columns, ...indexes]);
  });
}

function create<Entry>(name: string, plan: TablePlan<Entry>) {
  return mysqlTable(name, declareColumns(plan, types), (columns) =>
    declareIndexes(name, plan, columns, index),
  );
}
