import type { ActivityEntry, SessionRecord } from "@sessionkit/core";
import {
  boolean,
  getTableConfig,
  index,
  integer,
  jsonb,
  type PgColumn,
  type PgColumnBuilderBase,
  type PgSchema,
  type PgTableWithColumns,
  pgTable,
  text,
  timestamp,
} from "drizzle-orm/pg-core";
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

export type SessionTable = PgTableWithColumns<TableOf<SessionRecord>>;
export type ActivityTable = PgTableWithColumns<TableOf<ActivityEntry>>;

interface TableOf<Entry extends { readonly id: string }> {
  name: string;
  schema: string | undefined;
  columns: ColumnsOf<Entry, PgColumn>;
  dialect: "pg";
  isAlias: false;
}

/** Postgres compares text byte for byte and needs no lengths. `timestamptz` is an instant in every time zone. */
const types: ColumnTypes<PgColumnBuilderBase> = {
  primaryKey: (name) => text(name).primaryKey(),
  key: (name) => text(name).notNull(),
  text: (name) => text(name).notNull(),
  nullable: (name) => text(name),
  integer: (name) => integer(name).notNull(),
  timestamp: (name) => timestamp(name, { precision: 3, withTimezone: true }).notNull(),
  boolean: (name) => boolean(name).notNull(),
  json: (name) => jsonb(name).notNull(),
};

/** The session table, named `session`. Add it to your Drizzle schema, so that migrations create it. */
export const sessionTable: SessionTable = createSessionTable("session");

/** The table of the activity log, named `session_activity`. It has no foreign key, because the log outlives its sessions. */
export const activityTable: ActivityTable = createActivityTable("session_activity");

/**
 * Creates the session table under another name, and optionally in a schema. Its indexes are named after it.
 *
 * @example
 * export const sessionTable = createSessionTable("app_session", pgSchema("auth"));
 */
export function createSessionTable(name: string, schema?: PgSchema): SessionTable {
  return create(name, SESSION_PLAN, schema) as unknown as SessionTable;
}

/** Creates the table of the activity log under another name, and optionally in a schema. Its indexes are named after it. */
export function createActivityTable(name: string, schema?: PgSchema): ActivityTable {
  return create(name, ACTIVITY_PLAN, schema) as unknown as ActivityTable;
}

/**
 * Returns one `CREATE … IF NOT EXISTS` statement for each table, index and schema. For databases without
 * migrations, as in demos and tests; otherwise use Drizzle's migrations.
 */
export function createTableStatements(...tables: (SessionTable | ActivityTable)[]): string[] {
  const ddl = tables.map((table) => tableDdl(getTableConfig(table), '"'));
  const schemas = new Set(ddl.flatMap(({ schema }) => schema ?? []));
  return [
    ...Array.from(schemas, (schema) => `CREATE SCHEMA IF NOT EXISTS ${schema};`),
    ...ddl.flatMap((table) => [
      createTable(table),
      ...table.indexes.map(
        ({ name, columns }) =>
          `CREATE INDEX IF NOT EXISTS ${name} ON ${table.name} USING btree ${columns};`,
      ),
    ]),
  ];
}

function create<Entry>(name: string, plan: TablePlan<Entry>, schema: PgSchema | undefined) {
  const table = (schema?.table ?? pgTable) as typeof pgTable;
  return table(name, declareColumns(plan, types), (columns) =>
    declareIndexes(name, plan, columns, index),
  );
}
