import { SessionConfigError } from "@sessionkit/core";
import { createRowMapper, describeType, type Fields, mapFields } from "@sessionkit/core/store";
import { type Column, getTableColumns, is, Table } from "drizzle-orm";
import { checkTable, findEncoder } from "../columns/check-columns.ts";
import type { Columns, Database, MappedTable } from "../database/database.ts";
import { type Dialect, dialectName } from "../dialects/dialect.ts";
import { mysql } from "../dialects/mysql.ts";
import { pg } from "../dialects/pg.ts";
import { sqlite } from "../dialects/sqlite.ts";

const DIALECTS: Record<Dialect["name"], Dialect> = { mysql, pg, sqlite };

/** Returns the dialect of the session table. */
export function readDialect(sessions: unknown): Dialect {
  const name = dialectName(readTable("sessions", sessions).table);
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
export function readRecordTable<Entry extends object>(
  option: string,
  value: unknown,
  members: Fields<Entry>,
  dialect: Dialect,
): MappedTable<Entry> {
  const { table, columns: names = {} } = readTable(option, value, dialect);
  const existing: Columns = getTableColumns(table);
  const fields = mapFields(`${option}.columns`, "column", members, names, (field) =>
    findEncoder(field, existing, dialect),
  );
  checkTable(option, table, existing, fields);
  const pick = (key: "member" | "name") =>
    Object.fromEntries(fields.map((field) => [field[key], existing[field.name]])) as never;
  const mapper = createRowMapper<Entry>(fields);
  return { ...mapper, table, columns: pick("member"), selection: pick("name") };
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
  const { table, id: idName = "id" } = readTable("users", value, dialect);
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

interface TableOption {
  readonly table: Table;
  readonly columns?: Readonly<Record<string, string | undefined>>;
  readonly id?: string;
}

/** Reads an option that is a table, or an object with a table and more. */
function readTable(option: string, value: unknown, dialect?: Dialect): TableOption {
  const given = (is(value, Table) ? { table: value } : Object(value)) as TableOption;
  if (!is(given.table, Table)) {
    throw new SessionConfigError(
      option,
      `expected a Drizzle table, or { table, … }, got ${describeType(value)}. Import your own table, or one of @sessionkit/drizzle/pg, /mysql or /sqlite.`,
    );
  }
  if (dialect) checkDialect(option, given.table, dialect);
  return given;
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
