import type { ActivityEntry, PublishedRevocation, SessionRecord } from "@sessionkit/core/store";
import * as sqlite from "drizzle-orm/sqlite-core";
import { declareTable, type TableType } from "./tables/declare-table.ts";
import { tableStatements } from "./tables/table-statements.ts";

type Table<Entry extends object> = sqlite.SQLiteTableWithColumns<
  TableType<Entry, sqlite.SQLiteColumn, "sqlite">
>;
export type SessionTable = Table<SessionRecord>;
export type ActivityTable = Table<ActivityEntry>;
export type RevocationTable = Table<PublishedRevocation>;
type AnyTable = SessionTable | ActivityTable | RevocationTable;

/** SQLite compares text byte for byte. It has no type for dates, so timestamps are milliseconds. */
const builders = {
  table: sqlite.sqliteTable,
  index: sqlite.index,
  columns: {
    text: (name: string) => sqlite.text(name),
    integer: (name: string) => sqlite.integer(name),
    timestamp: (name: string) => sqlite.integer(name, { mode: "timestamp_ms" }),
    milliseconds: (name: string) => sqlite.integer(name),
    boolean: (name: string) => sqlite.integer(name, { mode: "boolean" }),
    json: (name: string) => sqlite.text(name, { mode: "json" }),
  },
};

/** The session table, named `session`. Add it to your Drizzle schema, so that migrations create it. */
export const sessionTable: SessionTable = createSessionTable("session");

/** The table of the activity log, named `session_activity`. It has no foreign key, because the log outlives its sessions. */
export const activityTable: ActivityTable = createActivityTable("session_activity");

/** The table of the revocation feed, named `session_revocation`. It has no foreign key, because the feed outlives sessions. */
export const revocationTable: RevocationTable = createRevocationTable("session_revocation");

/**
 * Creates the session table under another name. Its indexes are named after it.
 *
 * @example
 * export const sessionTable = createSessionTable("app_session");
 */
export function createSessionTable(name: string): SessionTable {
  return declareTable(builders, name, "session");
}

/** Creates the table of the activity log under another name. Its indexes are named after it. */
export function createActivityTable(name: string): ActivityTable {
  return declareTable(builders, name, "activity");
}

/** Creates the table of the revocation feed under another name. Its indexes are named after it. */
export function createRevocationTable(name: string): RevocationTable {
  return declareTable(builders, name, "revocation");
}

/**
 * Returns one `CREATE … IF NOT EXISTS` statement for each table and each index. For databases without
 * migrations, as in demos and tests; otherwise use Drizzle's migrations.
 */
export function createTableStatements(...tables: AnyTable[]): string[] {
  return tableStatements(tables.map(sqlite.getTableConfig), { quote: "`" });
}
