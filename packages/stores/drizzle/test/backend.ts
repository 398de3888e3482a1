import type { DrizzleDatabase } from "../src/database/database.ts";

/** A new database and one of its drivers. */
export interface Backend {
  readonly db: DrizzleDatabase;
  /** Sends a statement without Drizzle. Resolves to its rows. */
  query(sql: string, params?: unknown[]): Promise<Record<string, unknown>[]>;
  /** The same database with separate connections. If there can be only one connection, with that one. */
  reconnect(): DrizzleDatabase;
  close(): Promise<void>;
}

/** A statement that Drizzle sent. */
export interface Statement {
  readonly sql: string;
  readonly params: unknown[];
}
