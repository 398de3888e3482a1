import { randomBytes } from "node:crypto";
import { applyToCookieHeader, createSessions, type SessionRequest } from "@sessionkit/core";
import { expect, it } from "vitest";
import { connectMariadb, openMariadb } from "../../fixture/open-mariadb.ts";
import { connectPostgres, openPostgres } from "../../fixture/open-postgres.ts";
import { createPrismaStore } from "./create-prisma-store.ts";

type Prisma = ReturnType<typeof connectPostgres>["prisma"];

/** Of clients with one connection, which wait for it for as long as they do by default. */
const pools: Record<string, () => Promise<unknown>> = {
  Postgres: async () => connectPostgres((await openPostgres()).url, { max: 1 }).prisma,
  MariaDB: async () => connectMariadb(`${(await openMariadb()).url}?connectionLimit=1`).prisma,
};

it.each(Object.entries(pools))(
  "answers that sessions are unavailable while others hold all connections to %s",
  async (_, connect) => {
    const prisma = (await connect()) as Prisma;
    const options = {
      strategy: "database",
      store: createPrismaStore(prisma, { sessions: "session" }),
      secret: randomBytes(32).toString("base64url"),
      origin: "https://app.example",
    } as const;
    const sessions = createSessions({ ...options, timeout: "1s" });
    const patient = createSessions({ ...options, timeout: "30s" });
    const { cookies } = await patient.create("ada");
    const cookie = applyToCookieHeader(null, cookies);
    const request: SessionRequest = {
      method: "GET",
      header: (name) => (name === "cookie" ? cookie : undefined),
    };

    const holdOn = { timeout: 30_000, maxWait: 30_000 };
    const outcomes = await prisma.$transaction(async (transaction) => {
      await transaction.$queryRaw`SELECT 1`;
      return Promise.all([1, 2, 3].map(() => sessions.resolve(request)));
    }, holdOn);
    expect(outcomes).toEqual(
      outcomes.map(() => expect.objectContaining({ status: "unavailable", cookies: [] })),
    );
    expect(await patient.resolve(request)).toMatchObject({ status: "authenticated" });
  },
);
