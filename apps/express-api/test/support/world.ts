import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFaultProxy, usePostgres } from "@sessionkit/test-servers";
import { type Database, openDatabase } from "../../src/database/open-database.ts";

/** A database of one's own. */
export interface World {
  /** As the application is told of it. */
  readonly url: string;
  /** A second client, which no outage reaches. */
  readonly database: Database;
  /** Takes the database away from the application, and brings it back. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  close(): Promise<void>;
}

export const worlds: Readonly<Record<"SQLite" | "Postgres", () => Promise<World>>> = {
  async SQLite() {
    const folder = await mkdtemp(join(tmpdir(), "express-api-"));
    const url = `file:${join(folder, "test.db")}`;
    const database = await openDatabase(url);
    const rename = async (from: string, to: string) => {
      await database.$executeRawUnsafe(`ALTER TABLE "${from}" RENAME TO "${to}"`);
    };
    return {
      url,
      database,
      // A file has no network to cut: what is there no more fails as truly.
      cut: () => rename("session", "session_away"),
      restore: () => rename("session_away", "session"),
      async close() {
        await database.$disconnect();
        await rm(folder, { recursive: true });
      },
    };
  },

  async Postgres() {
    const used = await usePostgres();
    const target = new URL(used.url);
    const proxy = await startFaultProxy({
      host: target.hostname,
      port: Number(target.port || 5432),
    });
    const database = await openDatabase(used.url);
    const through = new URL(used.url);
    through.hostname = "127.0.0.1";
    through.port = String(proxy.port);
    return {
      url: through.href,
      database,
      cut: async () => proxy.cut(),
      restore: async () => proxy.restore(),
      async close() {
        await database.$disconnect();
        await proxy.close();
        await used.close();
      },
    };
  },
};
