import { retryOnConflict } from "@sessionkit/core/store";
import { sql } from "drizzle-orm";
import type { Database, Select } from "./database.ts";
import type { Connection, Dialect } from "./dialect.ts";

/** @param isPrepared whether queries by id are prepared */
export function connect(db: Database, dialect: Dialect, isPrepared: boolean): Connection {
  // In a transaction, a statement cannot be retried alone: the database has rolled back the whole transaction.
  const isTransaction = typeof Reflect.get(db, "rollback") === "function";
  return {
    db,
    dialect,
    run: isTransaction
      ? async (statement) => statement()
      : (statement) => retryOnConflict(isConflict, statement),
    prepare: isPrepared ? prepare : (build) => build,
  };
}

/** Whether the database rolled back a statement because of another. Postgres reports `code`, MySQL `sqlState`. */
export function isConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, sqlState } = error as { code?: unknown; sqlState?: unknown };
  // The SQLSTATE of a serialization failure and of a deadlock.
  return /^(40001|40P01)$/.test(String(sqlState ?? code)) || isConflict(error.cause);
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
 * Returns the name of a prepared statement: the 64-bit FNV-1a hash of its text. A connection rejects one name for two texts,
 * and other stores and processes may use the same connection of a pool.
 */
function statementName(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return `sessionkit_${hash.toString(36)}`;
}
