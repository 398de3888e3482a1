import { join } from "node:path";
import { PrismaLibSql } from "@prisma/adapter-libsql";
import { removeFolder, temporaryFolder } from "@sessionkit/test-servers";
import { PrismaClient } from "../generated/sqlite/client/client.ts";
import { reconnectOnBusy } from "../src/libsql/reconnect-on-busy.ts";
import { atEnd } from "./at-end.ts";
import { createTables, recordStatements } from "./database.ts";

const USERS = `CREATE TABLE app_user (id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT, settings JSONB NOT NULL,
  "joinedAt" DATETIME NOT NULL)`;

/** A database in a new file, with the tables of this package and of `more`. */
export async function openSqlite(...more: readonly string[]) {
  const folder = await temporaryFolder();
  atEnd(() => removeFolder(folder));
  const url = `file:${join(folder, "test.db")}`;
  const opened = connectSqlite(url);
  // As applications do: reads do not block writes, and a write needs no second sync.
  await createTables(opened.prisma, "sqlite", "PRAGMA journal_mode = WAL", USERS, ...more);
  return { ...opened, url };
}

export function connectSqlite(url: string) {
  const adapter = reconnectOnBusy(new PrismaLibSql({ url }));
  return recordStatements(new PrismaClient({ adapter, log: [{ emit: "event", level: "query" }] }));
}
