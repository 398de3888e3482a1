import { usePostgres } from "@sessionkit/test-servers";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Backend } from "./backend.ts";

export async function openPostgresJs({
  connection,
  ...options
}: Parameters<typeof postgres>[1] = {}): Promise<Backend> {
  const { url, close } = await usePostgres();
  // A table that is created again is no news.
  const client = postgres(url, {
    onnotice: () => undefined,
    connection: { synchronous_commit: "off", ...connection },
    ...options,
  });
  return {
    db: drizzle({ client }),
    query: (sql, params) => client.unsafe(sql, params as never[]),
    async close() {
      await client.end();
      await close();
    },
  };
}
