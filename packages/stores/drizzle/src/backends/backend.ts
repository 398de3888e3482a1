import type { DrizzleDatabase } from "../store/database.ts";

/** A database of a test's own, through one of its drivers. */
export interface Backend {
  readonly db: DrizzleDatabase;
  /** Sends a statement past Drizzle; resolves to its rows. */
  query(sql: string, params?: unknown[]): Promise<Record<string, unknown>[]>;
  /** The same database as another process has it: by connections of its own. Where there can only be one, by that. */
  again(): DrizzleDatabase;
  close(): Promise<void>;
}

/** A statement that Drizzle has sent. */
export interface Statement {
  readonly sql: string;
  readonly params: unknown[];
}
