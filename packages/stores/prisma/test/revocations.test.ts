import { buildRevocation } from "@sessionkit/testing";
import pg from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import { createPrismaStore } from "../src/store/create-prisma-store.ts";
import { openMariadb } from "./open-mariadb.ts";
import { openPostgres } from "./open-postgres.ts";
import type { openSqlite } from "./open-sqlite.ts";

const models = { sessions: "session", revocations: "sessionRevocation" } as const;

it.each([
  ["Postgres", openPostgres],
  ["MariaDB", openMariadb],
])(
  "reads an entry whose transaction was slow to commit after a later one, on %s",
  async (_, open) => {
    const { prisma } = (await open()) as unknown as Awaited<ReturnType<typeof openSqlite>>;
    const store = createPrismaStore(prisma, models);
    const [slow, fast] = [buildRevocation(), buildRevocation()];
    const cursor = await prisma.$transaction(async (transaction) => {
      await transaction.sessionRevocation.createMany({ data: [slow] });
      await store.publishRevocation(fast);
      const page = await store.readRevocations(null, 10);
      expect(page.entries).toEqual([fast]);
      return page.cursor;
    });
    expect((await store.readRevocations(cursor, 10)).entries).toEqual([slow, fast]);
  },
);

describe("a store that listens", () => {
  it("calls its listeners for entries of other stores that can be read", async () => {
    const { prisma, url } = await openPostgres();
    const store = createPrismaStore(prisma, { ...models, listen: await connect(url) });
    const second = createPrismaStore(prisma, { ...models, listen: await connect(url) });
    const rung = new Promise<void>((resolve) => store.onRevocation(resolve));
    await untilListening(prisma);
    const entry = buildRevocation();
    await second.publishRevocation(entry);
    await rung;
    expect((await store.readRevocations(null, 10)).entries).toEqual([entry]);
  });

  it("publishes and reads without an error after its connection was lost", async () => {
    const { prisma, url } = await openPostgres();
    const listen = await connect(url);
    const store = createPrismaStore(prisma, { ...models, listen });
    store.onRevocation(() => undefined);
    const ended = new Promise((resolve) => listen.once("end", resolve));
    await untilListening(prisma);
    await prisma.$executeRawUnsafe(`SELECT pg_terminate_backend(pid) ${LISTENING}`);
    await ended;
    const entry = buildRevocation();
    await store.publishRevocation(entry);
    expect((await store.readRevocations(null, 10)).entries).toEqual([entry]);
  });

  it("is refused on another database, and without a feed", async () => {
    const [{ prisma }, { prisma: mariadb }] = [await openPostgres(), await openMariadb()];
    const listen = { query: async () => null, on: () => null };
    const failure = expect.objectContaining({ code: "session_config", option: "listen" });
    expect(() => createPrismaStore(mariadb, { ...models, listen })).toThrow(failure);
    expect(() => createPrismaStore(prisma, { sessions: "session", listen })).toThrow(failure);
  });
});

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

const LISTENING = `FROM pg_stat_activity WHERE datname = current_database()
  AND query = 'LISTEN sessionkit_revocation' AND state = 'idle'`;

interface Queries {
  $queryRawUnsafe<Result>(sql: string): PromiseLike<Result>;
}

async function untilListening(prisma: Queries): Promise<void> {
  while ((await prisma.$queryRawUnsafe<unknown[]>(`SELECT pid ${LISTENING}`)).length === 0);
}
