import { join } from "node:path";
import { type Client, createClient } from "@libsql/client";
import type { ActivityLog, SessionStore } from "@sessionkit/core";
import { removeFolder, temporaryFolder } from "@sessionkit/test-servers";
import { drizzle, type LibSQLDatabase } from "drizzle-orm/libsql";
import { activityTable, createTableStatements, sessionTable } from "../sqlite.ts";
import { createDrizzleStore } from "../store/create-drizzle-store.ts";

const tables = { sessions: sessionTable, activity: activityTable };

interface Connected {
  readonly client: Client;
  readonly db: LibSQLDatabase;
  readonly store: SessionStore & ActivityLog;
}

interface LockingLibsql extends Connected {
  /** Opens the same file once more. */
  connect(concurrency?: number): Connected;
  /** Takes the write lock and keeps it until the function that it resolves to is called. */
  lock(): Promise<() => Promise<void>>;
  /** Keeps all other connections from reading and writing until the function that it resolves to is called. */
  lockAll(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** A store over a libsql file, and other connections to the file that lock it. */
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
