import type { Column, SQL, Table } from "drizzle-orm";
import type { Connection, Insert, Write } from "../store/database.ts";

/** Where the databases differ. All else is the same query builder. */
export interface Dialect {
  readonly name: "sqlite" | "pg" | "mysql";

  /** The column that brings back every moment, for messages. */
  readonly momentColumn: string;

  /** False where a column of dates would drop milliseconds, or end before the year 9999. */
  holdsMoments(column: Column): boolean;

  /** Runs an UPDATE or DELETE; resolves to how many rows it found. */
  count(write: Write, id: Column): Promise<number>;

  /** Removes the rows; resolves to the ids that this very call removed. */
  deleteIds(
    connection: Connection,
    table: Table,
    id: Column,
    where: SQL | undefined,
  ): Promise<string[]>;

  /** Removes at most `limit` of the rows that meet one of the conditions; resolves to how many. */
  deleteSome(
    connection: Connection,
    table: Table,
    id: Column,
    conditions: readonly SQL[],
    limit: number,
  ): Promise<number>;

  /** Runs an INSERT that leaves a row with the same id alone. */
  insertOnce(insert: Insert, id: Column): Promise<void>;

  /** An id to sort by its bytes, whatever the database's own order is. */
  sortable(id: Column): SQL;

  /** That a session is of a user, found by the index of `id`; never an error for what cannot be one. */
  isUser(id: Column, userId: Column): SQL;
}
