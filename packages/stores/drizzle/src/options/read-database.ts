import { SessionConfigError } from "@sessionkit/core";
import type { Dialect } from "../dialects/dialect.ts";
import type { Database } from "../store/database.ts";
import { checkDialect } from "./check-dialect.ts";

const VERBS = ["select", "insert", "update", "delete"];

/**
 * The database to ask. Of one with replicas it is the primary, for reads too: a replica that lags does not know a
 * session that was just made, and still knows one that was just ended.
 */
export function readDatabase(db: unknown, dialect: Dialect): Database {
  const primary: unknown = (isObject(db) && Reflect.get(db, "$primary")) || db;
  if (
    !isObject(primary) ||
    VERBS.some((verb) => typeof Reflect.get(primary, verb) !== "function")
  ) {
    throw new SessionConfigError(
      "db",
      `expected a database of Drizzle's, got ${isObject(db) ? "another object" : String(db)}. Pass what drizzle({ client }) returns.`,
    );
  }
  checkDialect("db", primary, dialect);
  return primary as Database;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
