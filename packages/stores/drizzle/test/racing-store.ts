import type { RaceParticipant } from "@sessionkit/testing";
import { createDrizzleStore } from "../src/index.ts";

/** Opens the store in one process of a race: the database of `RACE_URL` with the driver of `RACE_DRIVER`. */
export default function openRacer(): Promise<RaceParticipant> {
  const { RACE_DRIVER: driver = "", RACE_URL: url = "" } = process.env;
  const open = drivers[driver];
  if (!open) throw new Error(`RACE_DRIVER: unknown driver ${JSON.stringify(driver)}.`);
  return open(url);
}

const drivers: Record<string, (url: string) => Promise<RaceParticipant>> = {
  async libsql(url) {
    const { createClient } = await import("@libsql/client");
    const { drizzle } = await import("drizzle-orm/libsql");
    const { sessionTable } = await import("../src/sqlite.ts");
    const client = createClient({ url, timeout: 5_000 });
    const store = createDrizzleStore(drizzle({ client }), { sessions: sessionTable });
    return { store, close: () => client.close() };
  },
  async mysql2(url) {
    const { createPool } = await import("mysql2/promise");
    const { drizzle } = await import("drizzle-orm/mysql2");
    const { sessionTable } = await import("../src/mysql.ts");
    const client = createPool(url);
    const store = createDrizzleStore(drizzle({ client }), { sessions: sessionTable });
    return { store, close: () => client.end() };
  },
  async "node-postgres"(url) {
    const { default: pg } = await import("pg");
    const { drizzle } = await import("drizzle-orm/node-postgres");
    const { sessionTable } = await import("../src/pg.ts");
    const client = new pg.Pool({ connectionString: url });
    const store = createDrizzleStore(drizzle({ client }), { sessions: sessionTable });
    return { store, close: () => client.end() };
  },
  async "postgres.js"(url) {
    const { default: postgres } = await import("postgres");
    const { drizzle } = await import("drizzle-orm/postgres-js");
    const { sessionTable } = await import("../src/pg.ts");
    const client = postgres(url);
    const store = createDrizzleStore(drizzle({ client }), { sessions: sessionTable });
    return { store, close: () => client.end() };
  },
};
