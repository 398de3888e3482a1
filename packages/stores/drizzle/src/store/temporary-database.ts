import { type Libsql, openLibsql } from "../backends/open-libsql.ts";
import { activityTable, createTableStatements, sessionTable } from "../sqlite.ts";

/**
 * A libsql database in a file of its own, with the tables of this package and whatever `more` creates. It is gone when
 * the test's process is.
 */
export async function temporaryDatabase(...more: string[]): Promise<Libsql> {
  const database = await openLibsql();
  for (const sql of [...createTableStatements(sessionTable, activityTable), ...more]) {
    await database.query(sql);
  }
  return database;
}
