import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@libsql/client";
import { drizzle, type LibSQLDatabase } from "drizzle-orm/libsql";
import { afterAll } from "vitest";
import { activityTable, createTableStatements, sessionTable } from "../sqlite.ts";

export interface TemporaryDatabase {
  readonly url: string;
  readonly client: Client;
  readonly db: LibSQLDatabase;
  /** Every statement that Drizzle has sent, oldest first. */
  readonly statements: string[];
}

/** A libsql database in a file of its own, with the tables of this package and whatever `more` creates. */
export async function temporaryDatabase(...more: string[]): Promise<TemporaryDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "sessionkit-"));
  const database = await openDatabase(`file:${join(folder, "test.db")}`);
  // As applications do: readers and a writer do not wait for each other, and a write costs no second sync.
  await database.client.execute("PRAGMA journal_mode = WAL");
  for (const sql of [...createTableStatements(sessionTable, activityTable), ...more]) {
    await database.client.execute(sql);
  }
  afterAll(() => rm(folder, { recursive: true }));
  return database;
}

export async function openDatabase(url: string): Promise<TemporaryDatabase> {
  const statements: string[] = [];
  const client = createClient({ url });
  const db = drizzle({ client, logger: { logQuery: (sql) => statements.push(sql) } });
  afterAll(() => client.close());
  return { url, client, db, statements };
}
