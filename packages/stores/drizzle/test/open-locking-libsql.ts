import { join } from "node:path";
import { type Client, createClient } from "@libsql/client";
import type { ActivityLog, SessionStore } from "@sessionkit/core";
import { removeFolder, temporaryFolder } from "@sessionkit/test-servers";
import { drizzle, type LibSQLDatabase } from "drizzle-orm/libsql";
import { activityTable, createTableStatements, sessionTable } from "../src/sqlite.ts";
import { createDrizzleStore } from "../src/store/create-drizzle-store.ts";

const tables = { sessions: sessionTable, activity: activityTable };

interface Connected {
  readonly client: Client;
  readonly db: LibSQLDatabase;
  readonly store: SessionStore & ActivityLog;
}

interface LockingLibsql extends Connected {
  /** Opens the same file with another client. */
  connect(concurrency?: number): Connected;
  /** Acquires the write lock. Resolves to the function that releases it. */
  lock(): Promise<() => Promise<void>>;
  /** Blocks reads and writes of all other connections. Resolves to the function that releases them. */
  lockAll(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** A store on a libsql file, and functions that lock the file with other connections. */
export async function openLockingLibsql(journal: "wal" | "delete"): Promise<LockingLibsql> {
  const folder = await temporaryFolder();
  const url = `file:${join(folder, "test.db")}`;
  const open = (concurrency = 20): Connected => {
    const client = createClient({ url, concurrency });
    const db = drizzle({ client });
    return { client, db, store: createDrizzleStore(db, tables) };
  };
  const first = open();
  const { client } = first;
  await client.execute(`pragma journal_mode = ${journal}`);
  for (const sql of createTableStatements(sessionTable, activityTable)) await client.execute(sql);
  const clients = [client];
  const connect = (concurrency?: number) => {
    const other = open(concurrency);
    clients.push(other.client);
    return other;
  };
  return {
    ...first,
    connect,
    async lock() {
      const transaction = await connect().client.transaction("write");
      return () => transaction.rollback();
    },
    async lockAll() {
      const { client: other } = connect(1);
      await other.execute("pragma locking_mode = exclusive");
      await other.execute("pragma user_version = 1");
      return async () => {
        await other.execute("pragma locking_mode = normal");
        await other.execute("select count(*) from session");
      };
    },
    async close() {
      for (const one of clients) one.close();
      await removeFolder(folder);
    },
  };
}
