import { retryOnConflict } from "@sessionkit/core/store";
import type { Connection, Database } from "./database.ts";
import { isConflict } from "./is-conflict.ts";
import { prepared } from "./prepared.ts";

/** How this database is asked. */
export function connect(db: Database, statements: "prepared" | "plain"): Connection {
  return {
    db,
    // A statement of a transaction cannot be run again alone: the database undid all of them.
    run: isTransaction(db)
      ? async (statement) => statement()
      : (statement) => retryOnConflict(isConflict, statement),
    prepare: statements === "prepared" ? prepared : (build) => build,
  };
}

function isTransaction(db: Database): boolean {
  return typeof Reflect.get(db, "rollback") === "function";
}
