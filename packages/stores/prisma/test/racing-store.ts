import type { SessionStore } from "@sessionkit/core";
import type { RaceParticipant } from "@sessionkit/testing";
import { createPrismaStore, reconnectOnBusy } from "../src/index.ts";

/** The user whose session two processes refresh. */
export const RACING_USER = {
  id: "ada",
  name: "Ada",
  settings: {},
  joinedAt: new Date("2026-01-01T00:00:00.000Z"),
};

/** Opens the store in one process of a race. The database of `RACE_URL` has the tables. */
export default async function participate(): Promise<RaceParticipant> {
  const { RACE_DATABASE: database = "", RACE_URL: url = "" } = process.env;
  const open = databases[database];
  if (!open) throw new Error(`RACE_DATABASE: unknown database ${JSON.stringify(database)}.`);
  const { prisma, store } = await open(url);
  return { store, userId: RACING_USER.id, close: () => prisma.$disconnect() };
}

interface Opened {
  readonly prisma: { $disconnect(): Promise<void> };
  readonly store: SessionStore;
}

const models = { sessions: "session", user: "user" } as const;

/** Loads only the driver that the process needs. */
const databases: Record<string, (url: string) => Promise<Opened>> = {
  async Postgres(connectionString) {
    const { PrismaPg } = await import("@prisma/adapter-pg");
    const { PrismaClient } = await import("../generated/postgresql/client/client.ts");
    const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString }) });
    return { prisma, store: createPrismaStore(prisma, models) };
  },
  async MariaDB(url) {
    const { PrismaMariaDb } = await import("@prisma/adapter-mariadb");
    const { PrismaClient } = await import("../generated/mysql/client/client.ts");
    const adapter = new PrismaMariaDb(url.replace(/^mysql:/, "mariadb:"));
    const prisma = new PrismaClient({ adapter });
    return { prisma, store: createPrismaStore(prisma, models) };
  },
  async libsql(url) {
    const { PrismaLibSql } = await import("@prisma/adapter-libsql");
    const { PrismaClient } = await import("../generated/sqlite/client/client.ts");
    const prisma = new PrismaClient({
      adapter: reconnectOnBusy(new PrismaLibSql({ url, timeout: 5_000 })),
    });
    return { prisma, store: createPrismaStore(prisma, models) };
  },
};
