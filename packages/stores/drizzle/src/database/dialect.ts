import { SessionConfigError } from "@sessionkit/core";
import type { RowMapper } from "@sessionkit/core/store";
import { type Column, entityKind, type SQL } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Columns, Database, Row, Select } from "./database.ts";

/** The differences between the databases. */
export interface Dialect {
  readonly name: "sqlite" | "pg" | "mysql";

  /** A column type for timestamps, for error messages. */
  readonly timestampColumn: string;

  /** Whether a column preserves milliseconds, and dates until the year 9999. */
  canHoldTimestamps(column: Column): boolean;

  createWrites(table: MappedTable<{ id: string }>): Writes;

  /** Returns an id for ORDER BY in byte order, whatever the collation of the column is. */
  byteOrder(id: Column): SQL;

  /** Milliseconds since 1970 by the clock of the database, as late as possible before the commit. */
  readonly now: SQL;

  /**
   * Returns the condition that a user has the id in a session. It can use the index of `id`, and does not fail for text that
   * cannot be an id.
   */
  isUser(id: Column, userId: Column): SQL;
}

/** The database, and how statements are sent to it. */
export interface Connection {
  readonly db: Database;
  readonly dialect: Dialect;
  /** Runs one statement. Retries it after a deadlock or a serialization failure. */
  readonly run: <Result>(statement: () => PromiseLike<Result>) => Promise<Result>;
  /** Returns a query by id. With prepared statements, it is built once. */
  readonly prepare: (build: (id: unknown) => Select) => (id: string) => PromiseLike<Row[]>;
}

/** A table with its columns mapped to the members of a record. */
export interface MappedTable<Entry extends object> extends RowMapper<Entry>, Connection {
  readonly table: PgTable;
  /** The columns by member. */
  readonly columns: { readonly [Member in keyof Entry]: PgColumn };
  /** The columns by name, for SELECT. */
  readonly selection: Columns;
}

export interface RecordTable<Entry extends object> extends MappedTable<Entry>, Writes {}

/** The writes of a table whose statements differ between the databases. */
interface Writes {
  /** Inserts a row. Does not change a row that has the same id. */
  insertOnce(row: Row): Promise<unknown>;
  /** Returns the number of rows that match, also if nothing changes. */
  update(row: Row, where: SQL | undefined): Promise<number>;
  /** Returns the number of rows that this call removed. */
  delete(where: SQL | undefined): Promise<number>;
  /** Deletes rows. Returns the ids that this call removed. */
  deleteIds(where: SQL | undefined): Promise<string[]>;
  /** Deletes at most `limit` rows that match one of the conditions. Returns how many. */
  deleteSome(conditions: readonly SQL[], limit: number): Promise<number>;
}

/**
 * Returns the dialect of a Drizzle table or database, or `undefined` if it is not one of Drizzle's classes. Compares class
 * names: `instanceof` would load all three dialects, and fails if there are two copies of Drizzle.
 */
export function dialectName(entity: object): Dialect["name"] | undefined {
  for (let kind = entity.constructor; kind?.prototype; kind = Object.getPrototypeOf(kind)) {
    const [name] = /SQLite|Pg|MySql/.exec(String(Reflect.get(kind, entityKind))) ?? [];
    if (name) return name.toLowerCase() as Dialect["name"];
  }
  return undefined;
}

/** Throws `SessionConfigError` if a table or a database has another dialect. */
export function checkDialect(option: string, entity: object, dialect: Dialect): void {
  const name = dialectName(entity);
  // An application's wrapper around a database has no dialect, and is accepted.
  if (!name || name === dialect.name) return;
  throw new SessionConfigError(
    option,
    `has the dialect ${name}, but the session table has ${dialect.name}. Import the tables for your database.`,
  );
}
