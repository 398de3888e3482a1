import { readFile } from "node:fs/promises";
import { PrismaPg } from "@prisma/adapter-pg";
import { createPrismaStore } from "@sessionkit/prisma";
import { usePostgres } from "@sessionkit/test-servers";
import { roundRobin } from "../bench/fixtures.ts";
import type { Pairs } from "./pairs.ts";
import { sessionOf } from "./session-of.ts";

const SESSIONS = 1_000;
const PRISMA = new URL("../../../../packages/stores/prisma/", import.meta.url);

/** The members that this benchmark uses of the client that the package generates for its tests. */
interface Client {
  $executeRawUnsafe(sql: string): Promise<number>;
  $disconnect(): Promise<void>;
  readonly session: {
    findUnique(query: { where: { id: string } }): Promise<unknown>;
  };
}

/** Reading sessions through Prisma on Postgres, compared with its own query. */
export async function prismaPairs(): Promise<Pairs> {
  const { setup } = (await import(new URL("test/generate-clients.ts", PRISMA).href)) as {
    setup(): Promise<void>;
  };
  await setup();
  const { PrismaClient } = (await import(
    new URL("generated/postgresql/client/client.ts", PRISMA).href
  )) as { PrismaClient: new (options: object) => Client };
  const server = await usePostgres();
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: server.url }) });
  const tables = await readFile(new URL("schema/postgresql.sql", PRISMA), "utf8");
  for (const statement of tables.split(/;\s*/).filter((sql) => sql !== ""))
    await prisma.$executeRawUnsafe(statement);
  const store = createPrismaStore(prisma as never, { sessions: "session" as never });
  const records = Array.from({ length: SESSIONS }, (_, index) => sessionOf(index));
  for (const record of records) await store.insert(record);
  const next = roundRobin(records);
  return {
    pairs: [
      {
        name: "Prisma on Postgres: read",
        floor: {
          name: "findUnique",
          // Prisma sends the query when its thenable, which is no `Promise`, is awaited.
          run: async () => await prisma.session.findUnique({ where: { id: next().id } }),
        },
        run: () => store.find(next().id),
        target: 1.1,
      },
    ],
    async close() {
      await prisma.$disconnect();
      await server.close();
    },
  };
}
