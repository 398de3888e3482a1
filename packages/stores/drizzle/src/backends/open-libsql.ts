import { join } from "node:path";
import { type Client, createClient, type InValue } from "@libsql/client";
import { removeFolder, temporaryFolder } from "@sessionkit/test-servers";
import { drizzle, type LibSQLDatabase } from "drizzle-orm/libsql";
import type { Backend, Statement } from "./backend.ts";

export interface Libsql extends Backend {
  readonly url: string;
  readonly client: Client;
  readonly db: LibSQLDatabase;
  /** Every statement that Drizzle has sent, oldest first. */
  readonly statements: Statement[];
}

/** In a file of its own, or where `url` says. */
export async function openLibsql(url?: string): Promise<Libsql> {
  if (url !== undefined) return connect(url);
  const folder = await temporaryFolder();
  const database = connect(`file:${join(folder, "test.db")}`);
  // As applications do: readers and a writer do not wait for each other, and a write costs no second sync.
  await database.query("pragma journal_mode = wal");
  return {
    ...database,
    async close() {
      await database.close();
      await removeFolder(folder);
    },
  };
}

function connect(url: string): Libsql {
  const client = createClient({ url });
  const others: Client[] = [];
  const statements: Statement[] = [];
  return {
    url,
    client,
    db: drizzle({
      client,
      logger: { logQuery: (sql, params) => statements.push({ sql, params }) },
    }),
    statements,
    async query(sql, params) {
      const { rows } = await client.execute({ sql, args: (params ?? []) as InValue[] });
      return rows;
    },
    again() {
      // In memory there is a database for each client.
      const other = url === ":memory:" ? client : createClient({ url });
      others.push(other);
      return drizzle({ client: other });
    },
    async close() {
      for (const one of new Set([client, ...others])) one.close();
    },
  };
}
