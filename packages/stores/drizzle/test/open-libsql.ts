import { join } from "node:path";
import { type Client, createClient, type InValue } from "@libsql/client";
import { removeFolder, temporaryFolder } from "@sessionkit/test-servers";
import { drizzle, type LibSQLDatabase } from "drizzle-orm/libsql";
import type { Backend, Statement } from "./backend.ts";

export interface Libsql extends Backend {
  readonly url: string;
  readonly client: Client;
  readonly db: LibSQLDatabase;
  /** All statements that Drizzle sent, oldest first. */
  readonly statements: Statement[];
}

/** Opens a database in a new file, or at `url`. */
export async function openLibsql(url?: string): Promise<Libsql> {
  if (url !== undefined) return connect(url);
  const folder = await temporaryFolder();
  const database = connect(`file:${join(folder, "test.db")}`);
  // As applications do: reads do not block writes, and a write needs no second sync.
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
    reconnect() {
      // In memory, each client has a separate database.
      const other = url === ":memory:" ? client : createClient({ url });
      others.push(other);
      return drizzle({ client: other });
    },
    async close() {
      for (const one of new Set([client, ...others])) one.close();
    },
  };
}
