import type { ActivityEntry, PublishedRevocation, SessionRecord } from "@sessionkit/core/store";
import * as pg from "drizzle-orm/pg-core";
import { declareTable, type TableType } from "./tables/declare-table.ts";
import { tableStatements } from "./tables/table-statements.ts";

type Table<Entry extends object> = pg.PgTableWithColumns<
  TableType<Entry, pg.PgColumn, "pg", string | undefined>
>;
export type SessionTable = Table<SessionRecord>;
export type ActivityTable = Table<ActivityEntry>;
export type RevocationTable = Table<PublishedRevocation>;
type AnyTable = SessionTable | ActivityTable | RevocationTable;

/** Postgres compares text byte for byte and needs no lengths. `timestamptz` is an instant in every time zone. */
const builders = (schema: pg.PgSchema | undefined) => ({
  table: schema?.table ?? pg.pgTable,
  index: pg.index,
  columns: {
    text: (name: string) => pg.text(name),
    integer: (name: string) => pg.integer(name),
    timestamp: (name: string) => pg.timestamp(name, { precision: 3, withTimezone: true }),
    milliseconds: (name: string) => pg.bigint(name, { mode: "number" }),
    boolean: (name: string) => pg.boolean(name),
    json: (name: string) => pg.jsonb(name),
  },
});

/** The session table, named `session`. Add it to your Drizzle schema, so that migrations create it. */
export const sessionTable: SessionTable = createSessionTable("session");

/** The table of the activity log, named `session_activity`. It has no foreign key, because the log outlives its sessions. */
export const activityTable: ActivityTable = createActivityTable("session_activity");

/** The table of the revocation feed, named `session_revocation`. It has no foreign key, because the feed outlives sessions. */
export const revocationTable: RevocationTable = createRevocationTable("session_revocation");

/**
 * Creates the session table under another name, and optionally in a schema. Its indexes are named after it.
 *
 * @example
 * export const sessionTable = createSessionTable("app_session", pgSchema("auth"));
 */
export function createSessionTable(name: string, schema?: pg.PgSchema): SessionTable {
  return declareTable(builders(schema), name, "session");
}

/** Creates the table of the activity log under another name, and optionally in a schema. Its indexes are named after it. */
export function createActivityTable(name: string, schema?: pg.PgSchema): ActivityTable {
  return declareTable(builders(schema), name, "activity");
}

/** Creates the table of the revocation feed under another name, and optionally in a schema. Its indexes are named after it. */
export function createRevocationTable(name: string, schema?: pg.PgSchema): RevocationTable {
  return declareTable(builders(schema), name, "revocation");
}

/**
 * Returns one `CREATE … IF NOT EXISTS` statement for each table, index and schema. For databases without
 * migrations, as in demos and tests; otherwise use Drizzle's migrations.
 */
export function createTableStatements(...tables: AnyTable[]): string[] {
  return tableStatements(tables.map(pg.getTableConfig), { quote: '"', using: " USING btree" });
}
