import type { ActivityEntry, SessionRecord } from "@sessionkit/core";
import {
  getTableConfig,
  index,
  integer,
  type SQLiteColumn,
  type SQLiteColumnBuilderBase,
  type SQLiteTableWithColumns,
  sqliteTable,
  text,
} from "drizzle-orm/sqlite-core";
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

export type SessionTable = SQLiteTableWithColumns<TableOf<SessionRecord>>;
export type ActivityTable = SQLiteTableWithColumns<TableOf<ActivityEntry>>;

interface TableOf<Entry extends { readonly id: string }> {
  name: string;
  schema: undefined;
  columns: ColumnsOf<Entry, SQLiteColumn>;
  dialect: "sqlite";
  isAlias: false;
}

/** SQLite compares text byte for byte. It has no type for dates, so timestamps are milliseconds. */
const types: ColumnTypes<SQLiteColumnBuilderBase> = {
  primaryKey: (name) => text(name).primaryKey(),
  key: (name) => text(name).notNull(),
  text: (name) => text(name).notNull(),
  nullable: (name) => text(name),
  integer: (name) => integer(name).notNull(),
  timestamp: (name) => integer(name, { mode: "timestamp_ms" }).notNull(),
  boolean: (name) => integer(name, { mode: "boolean" }).notNull(),
  json: (name) => text(name, { mode: "json" }).notNull(),
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
 * Returns one `CREATE … IF NOT EXISTS` statement for each table and each index. For databases without
 * migrations, as in demos and tests; otherwise use Drizzle's migrations.
 */
export function createTableStatements(...tables: (SessionTable | ActivityTable)[]): string[] {
  return tables.flatMap((one) => {
    const table = tableDdl(getTableConfig(one), "`");
    const indexes = table.indexes.map(
      ({ name, columns }) => `CREATE INDEX IF NOT EXISTS ${name} ON ${table.name} ${columns};`,
    );
    return [createTable(table), ...indexes];
  });
}

function create<Entry>(name: string, plan: TablePlan<Entry>) {
  return sqliteTable(name, declareColumns(plan, types), (columns) =>
    declareIndexes(name, plan, columns, index),
  );
}
