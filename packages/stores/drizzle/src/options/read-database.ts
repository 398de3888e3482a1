import { SessionConfigError } from "@sessionkit/core";
import { describeType } from "@sessionkit/core/store";
import type { Database } from "../database/database.ts";
import { checkDialect, type Dialect, dialectName } from "../database/dialect.ts";
import { mysql } from "../dialects/mysql.ts";
import { pg } from "../dialects/pg.ts";
import { sqlite } from "../dialects/sqlite.ts";
import { readTable } from "./read-tables.ts";

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
