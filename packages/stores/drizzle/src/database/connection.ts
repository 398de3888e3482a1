import { retryOnConflict } from "@sessionkit/core/store";
import { sql } from "drizzle-orm";
import type { Database, Row, Select } from "./database.ts";

/** The database, and how statements are sent to it. */
export interface Connection {
  readonly db: Database;
  /** Runs one statement. Retries it after a deadlock or a serialization failure. */
  readonly run: <Result>(statement: () => PromiseLike<Result>) => Promise<Result>;
  /** Returns a query by id. With prepared statements, it is built once. */
  readonly prepare: (build: (id: unknown) => Select) => (id: string) => PromiseLike<Row[]>;
}

export function connect(db: Database, statements: "prepared" | "plain"): Connection {
  // In a transaction, a statement cannot be retried alone: the database has rolled back the whole transaction.
  const isTransaction = typeof Reflect.get(db, "rollback") === "function";
  return {
    db,
    run: isTransaction
      ? async (statement) => statement()
      : (statement) => retryOnConflict(isConflict, statement),
    prepare: statements === "prepared" ? prepare : (build) => build,
  };
}

/** SQLSTATE of a serialization failure and of a deadlock. */
const CONFLICTS = ["40001", "40P01"];

/** Whether the database rolled back a statement because of another. Postgres reports `code`, MySQL `sqlState`. */
export function isConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, sqlState } = error as { code?: unknown; sqlState?: unknown };
  return CONFLICTS.some((state) => state === code || state === sqlState) || isConflict(error.cause);
}

/**
 * Builds the query at the first call: building takes Drizzle longer than the database takes to run it. Not earlier, because
 * some drivers compile it immediately, and the table may be created after the store.
 */
const prepare: Connection["prepare"] = (build) => {
  let statement: ReturnType<Select["prepare"]> | undefined;
  return (id) => {
    if (!statement) {
      const select = build(sql.placeholder("id"));
      statement = select.prepare(statementName(select.toSQL().sql));
    }
    return statement.execute({ id });
  };
};

/**
 * Returns the name of a prepared statement: two FNV-1a hashes of its text. A connection rejects one name for two texts, and
 * other stores and processes may use the same connection of a pool.
 */
function statementName(text: string): string {
  const hashes = [0x811c9dc5, 0x9e3779b9].map((seed) =>
    Array.from(text).reduce(
      (hash, character) => Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193),
      seed,
    ),
  );
  return ["sessionkit", ...hashes.map((hash) => (hash >>> 0).toString(36))].join("_");
}
