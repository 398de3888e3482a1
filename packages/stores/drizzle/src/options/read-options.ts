import { SessionConfigError } from "@sessionkit/core";
import { describeType, type Fields } from "@sessionkit/core/store";
import { type Column, getTableColumns, is, Table } from "drizzle-orm";
import { type MappedTable, mapTable } from "../columns/map-table.ts";
import type { Columns, Database } from "../database/database.ts";
import { type Dialect, dialectName } from "../dialects/dialect.ts";
import { mysql } from "../dialects/mysql.ts";
import { pg } from "../dialects/pg.ts";
import { sqlite } from "../dialects/sqlite.ts";

const DIALECTS: Record<Dialect["name"], Dialect> = { mysql, pg, sqlite };

/** Returns the dialect of the session table. */
export function readDialect(sessions: unknown): Dialect {
  const name = dialectName(splitTable("sessions", sessions).table);
  if (name) return DIALECTS[name];
  throw new SessionConfigError(
    "sessions",
    `tables of this dialect are not supported. Supported: ${Object.keys(DIALECTS).join(", ")}.`,
  );
}

/**
 * Returns the database. If it has read replicas, returns the primary: a replica that lags may not have a new session, and
 * may still have one that was ended.
 */
export function readDatabase(db: unknown, dialect: Dialect): Database {
  const primary: object = Object(Reflect.get(Object(db), "$primary") ?? db);
  const methods = ["select", "insert", "update", "delete"];
  if (methods.some((method) => typeof Reflect.get(primary, method) !== "function")) {
    throw new SessionConfigError(
      "db",
      `expected a Drizzle database, got ${describeType(db)}. Pass what drizzle({ client }) returns.`,
    );
  }
  checkDialect("db", primary, dialect);
  return primary as Database;
}

/** Reads a table option: a table or `{ table, columns }`. Throws `SessionConfigError` if it cannot hold the records. */
export function readTable<Entry extends object>(
  option: string,
  value: unknown,
  members: Fields<Entry>,
  dialect: Dialect,
): MappedTable<Entry> {
  const { table, rest } = splitTable(option, value);
  checkDialect(option, table, dialect);
  const { columns = {} } = rest as { columns?: Readonly<Record<string, string | undefined>> };
  return mapTable(option, table, columns, members, dialect);
}

/** The application's user table. */
export interface Users {
  readonly table: Table;
  readonly columns: Columns;
  /** The column that the user id of a session refers to. */
  readonly id: Column;
  /** Its name in `columns`. */
  readonly idName: string;
}

/** Reads the user option: a table or `{ table, id }`. Throws `SessionConfigError` if there is no such column. */
export function readUsers(value: unknown, dialect: Dialect): Users {
  const { table, rest } = splitTable("users", value);
  checkDialect("users", table, dialect);
  const { id: idName = "id" } = rest as { id?: string };
  const columns: Columns = getTableColumns(table);
  const id = Object.hasOwn(columns, idName) ? columns[idName] : undefined;
  if (id) return { table, columns, id, idName };
  throw new SessionConfigError(
    "users.id",
    `the table has no column ${JSON.stringify(idName)}. Pass the column that the user id of a session refers to: { table, id: "…" }. Its columns: ${Object.keys(columns).join(", ")}.`,
  );
}

export function readStatements(value: unknown = "prepared"): "prepared" | "plain" {
  if (value === "prepared" || value === "plain") return value;
  throw new SessionConfigError(
    "statements",
    `expected "prepared" or "plain", got ${typeof value === "string" ? JSON.stringify(value) : describeType(value)}. Use "plain" only if a connection pooler does not support prepared statements.`,
  );
}

/** Splits an option that is a table, or an object with a table and more. */
function splitTable(option: string, value: unknown): { table: Table; rest: object } {
  const table: unknown = is(value, Table) ? value : Reflect.get(Object(value), "table");
  if (is(table, Table)) return { table, rest: table === value ? {} : (value as object) };
  throw new SessionConfigError(
    option,
    `expected a Drizzle table, or { table, … }, got ${describeType(value)}. Import your own table, or one of @sessionkit/drizzle/pg, /mysql or /sqlite.`,
  );
}

function checkDialect(option: string, entity: object, dialect: Dialect): void {
  const name = dialectName(entity);
  // An application's wrapper around a database has no dialect, and is accepted.
  if (!name || name === dialect.name) return;
  throw new SessionConfigError(
    option,
    `has the dialect ${name}, but the session table has ${dialect.name}. Import the tables for your database.`,
  );
}
