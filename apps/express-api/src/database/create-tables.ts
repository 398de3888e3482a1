import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Database, Provider } from "./open-database.ts";

const TIMESTAMP = { sqlite: "DATETIME", postgresql: "TIMESTAMP(3)" } as const;

/**
 * Creates missing tables: those of sessions from the SQL of @sessionkit/prisma, and those of this application. A
 * production application uses migrations.
 */
export async function createTables(database: Database, provider: Provider): Promise<void> {
  // With a write-ahead log, reads do not wait for writes.
  if (provider === "sqlite") await database.$executeRawUnsafe("PRAGMA journal_mode = WAL");
  for (const statement of [...(await shippedStatements(provider)), ...ownStatements(provider)]) {
    await database.$executeRawUnsafe(statement);
  }
}

async function shippedStatements(provider: Provider): Promise<string[]> {
  const { resolve } = createRequire(import.meta.url);
  const sql = await readFile(resolve(`@sessionkit/prisma/schema/${provider}.sql`), "utf8");
  return sql.split(/;\s*/).filter((statement) => statement !== "");
}

function ownStatements(provider: Provider): string[] {
  const user = `"user_id" TEXT NOT NULL REFERENCES "app_user" ("id") ON DELETE CASCADE`;
  return [
    `CREATE TABLE IF NOT EXISTS "app_user" (
       "id" TEXT NOT NULL PRIMARY KEY, "name" TEXT NOT NULL, "email" TEXT NOT NULL UNIQUE, "role" TEXT NOT NULL
     )`,
    `CREATE TABLE IF NOT EXISTS "password" (${user} PRIMARY KEY, "hash" TEXT NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS "note" (
       "id" TEXT NOT NULL PRIMARY KEY, ${user}, "text" TEXT NOT NULL, "created_at" ${TIMESTAMP[provider]} NOT NULL
     )`,
    `CREATE INDEX IF NOT EXISTS "note_user_id_created_at_idx" ON "note" ("user_id", "created_at")`,
  ];
}
