import { type Column, entityKind, type SQL } from "drizzle-orm";
import type { Connection } from "../database/connection.ts";
import type { MappedTable, Row } from "../database/database.ts";

/** The differences between the databases. */
export interface Dialect {
  readonly name: "sqlite" | "pg" | "mysql";

  /** A column type for timestamps, for error messages. */
  readonly timestampColumn: string;

  /** Whether a column preserves milliseconds, and dates until the year 9999. */
  canHoldTimestamps(column: Column): boolean;

  createWrites(connection: Connection, table: MappedTable<{ id: string }>): Writes;

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

/** The writes of a table whose statements differ between the databases. */
interface Writes {
  /** Inserts a row. Does not change a row that has the same id. */
  insertOnce(row: Row): Promise<void>;
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
    const name: unknown = Reflect.get(kind, entityKind);
    if (typeof name !== "string") continue;
    if (name.includes("SQLite")) return "sqlite";
    if (name.includes("Pg")) return "pg";
    if (name.includes("MySql")) return "mysql";
  }
  return undefined;
}
