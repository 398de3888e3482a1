import {
  type ActivityEntry,
  type PublishedRevocation,
  type SessionRecord,
  TEXT_LENGTHS,
} from "@sessionkit/core/store";
import * as mysql from "drizzle-orm/mysql-core";
import { declareTable, type TableType } from "./tables/declare-table.ts";
import { tableStatements } from "./tables/table-statements.ts";

type Table<Entry extends object> = mysql.MySqlTableWithColumns<
  TableType<Entry, mysql.MySqlColumn, "mysql">
>;
export type SessionTable = Table<SessionRecord>;
export type ActivityTable = Table<ActivityEntry>;
export type RevocationTable = Table<PublishedRevocation>;
type AnyTable = SessionTable | ActivityTable | RevocationTable;

/** The maximum length of text, in bytes for keys. */
const LENGTHS: Readonly<Record<string, number>> = {
  ...TEXT_LENGTHS,
  userId: 255,
  actorId: 255,
  sessionId: 255,
  subject: 1200,
  type: 32,
};

/** A text column. Custom, because Drizzle has no type with a character set, and would decode bytes differently. */
const textOf = (type: (length?: number) => string) => (name: string, member: string) =>
  mysql.customType<{ data: string; driverData: string | Uint8Array }>({
    dataType: () => type(LENGTHS[member]),
    fromDriver: (value) => (typeof value === "string" ? value : new TextDecoder().decode(value)),
  })(name);

/** Compares byte for byte: every collation of MySQL and MariaDB ignores case, accents or trailing spaces. */
const bytes = textOf((length) => `varbinary(${length})`);

/** Unicode text, independent of the character set of the server. */
const unicode = textOf((length) => `varchar(${length}) character set utf8mb4`);

/** JSON as text: the JSON type of MariaDB rejects more than 32 levels. */
const json = mysql.customType<{ data: unknown; driverData: string }>({
  dataType: () => "longtext character set utf8mb4",
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => JSON.parse(value),
});

/** `datetime` does not depend on the time zone, and has no limit in 2038. */
const builders = {
  table: mysql.mysqlTable,
  index: mysql.index,
  columns: {
    key: bytes,
    owner: bytes,
    text: textOf((length) => `varchar(${length})`),
    nullable: unicode,
    integer: (name: string) => mysql.int(name),
    timestamp: (name: string) => mysql.datetime(name, { fsp: 3 }),
    milliseconds: (name: string) => mysql.bigint(name, { mode: "number" }),
    boolean: (name: string) => mysql.boolean(name),
    json,
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
 * Returns one `CREATE TABLE IF NOT EXISTS` statement for each table, with its indexes. For databases without
 * migrations, as in demos and tests; otherwise use Drizzle's migrations.
 */
export function createTableStatements(...tables: AnyTable[]): string[] {
  // MySQL has no CREATE INDEX IF NOT EXISTS.
  return tableStatements(tables.map(mysql.getTableConfig), { quote: "`", indexesInTable: true });
}
