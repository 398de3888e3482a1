import { usePostgres } from "@sessionkit/test-servers";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Backend } from "./backend.ts";

export async function openPostgresJs({
  connection,
  ...options
}: Parameters<typeof postgres>[1] = {}): Promise<Backend & { readonly url: string }> {
  const { url, close } = await usePostgres();
  const connect = () =>
    postgres(url, {
      // Ignores notices about tables that exist.
      onnotice: () => undefined,
      connection: { synchronous_commit: "off", ...connection },
      ...options,
    });
  const client = connect();
  const clients = [client];
  return {
    url,
    db: drizzle({ client }),
    query: (sql, params) => client.unsafe(sql, params as never[]),
    reconnect() {
      const other = connect();
      clients.push(other);
      return drizzle({ client: other });
    },
    async close() {
      await Promise.all(clients.map((one) => one.end()));
      await close();
    },
  };
}
