import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import type { Backend } from "./backend.ts";

export async function openPglite(): Promise<Backend> {
  const client = await PGlite.create();
  const db = drizzle({ client });
  return {
    db,
    query: async (sql, params) => (await client.query<Record<string, unknown>>(sql, params)).rows,
    reconnect: () => db,
    close: () => client.close(),
  };
}
