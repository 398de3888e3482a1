import type { Column, SQL, Table } from "drizzle-orm";
import type { Database, Insert, Write } from "../store/database.ts";

/** Where the databases differ. All else is the same query builder. */
export interface Dialect {
  readonly name: "sqlite" | "pg" | "mysql";

  /** Runs an UPDATE or DELETE; resolves to how many rows it found. */
  count(write: Write, id: Column): Promise<number>;

  /** Removes the rows; resolves to the ids that this very call removed. */
  deleteIds(db: Database, table: Table, id: Column, where: SQL | undefined): Promise<string[]>;

  /** Removes at most `limit` of the rows; resolves to how many. */
  deleteSome(
    db: Database,
    table: Table,
    id: Column,
    where: SQL | undefined,
    limit: number,
  ): Promise<number>;

  /** Runs an INSERT that leaves a row with the same id alone. */
  insertOnce(insert: Insert, id: Column): Promise<void>;

  /** False where a column of dates would drop their milliseconds. */
  keepsMilliseconds(column: Column): boolean;
}
