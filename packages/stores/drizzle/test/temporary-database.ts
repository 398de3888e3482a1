import {
  activityTable,
  createTableStatements,
  revocationTable,
  sessionTable,
} from "../src/sqlite.ts";
import { type Libsql, openLibsql } from "./open-libsql.ts";

/**
 * A libsql database in a new file, with the tables of this package and of `more`. It is removed when the test process
 * ends.
 */
export async function temporaryDatabase(...more: string[]): Promise<Libsql> {
  const database = await openLibsql();
  for (const sql of [
    ...createTableStatements(sessionTable, activityTable, revocationTable),
    ...more,
  ]) {
    await database.query(sql);
  }
  return database;
}
