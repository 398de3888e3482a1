import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSessions, type StoredSessions } from "@sessionkit/core";
import { createPrismaStore } from "@sessionkit/prisma";
import { startFaultProxy, usePostgres } from "@sessionkit/test-servers";
import { type Database, openDatabase } from "../../src/database/open-database.ts";

/** A database of its own for each test application. */
export interface Harness {
  /** `DATABASE_URL` of the application. */
  readonly url: string;
  /** A second client, which outages do not affect. */
  readonly database: Database;
  /** Sessions of another process over the same database. */
  readonly elsewhere: StoredSessions;
  /** Lets every statement of the application fail until `restore`. */
  cut(): Promise<void>;
  /** Lets every statement of the application wait until `restore`. Null where there is no network. */
  readonly silence: (() => void) | null;
  restore(): Promise<void>;
  close(): Promise<void>;
}

const TABLES = [
  "session",
  "session_activity",
  "session_revocation",
  "note",
  "password",
  "app_user",
];

export const harnesses: Readonly<Record<"SQLite" | "Postgres", () => Promise<Harness>>> = {
  async SQLite() {
    const folder = await mkdtemp(join(tmpdir(), "express-api-"));
    const url = `file:${join(folder, "test.db")}`;
    const database = await openDatabase(url);
    const renameTables = async (from: string, to: string) => {
      for (const table of TABLES)
        await database.$executeRawUnsafe(`ALTER TABLE "${table}${from}" RENAME TO "${table}${to}"`);
    };
    return {
      url,
      database,
      elsewhere: sessionsOf(database),
      // A file has no network to cut. Without its tables, statements fail as well.
      cut: () => renameTables("", "_away"),
      silence: null,
      restore: () => renameTables("_away", ""),
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
      elsewhere: sessionsOf(database),
      cut: async () => proxy.cut(),
      silence: () => proxy.blackHole(),
      restore: async () => proxy.restore(),
      async close() {
        await database.$disconnect();
        await proxy.close();
        await used.close();
      },
    };
  },
};

function sessionsOf(database: Database): StoredSessions {
  const models = { sessions: "session", revocations: "sessionRevocation" } as const;
  return createSessions({
    strategy: "database",
    secret: randomBytes(32).toString("base64url"),
    store: createPrismaStore(database, models),
  });
}
