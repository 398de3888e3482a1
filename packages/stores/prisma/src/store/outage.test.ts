import { startFaultProxy, startPostgres } from "@sessionkit/test-servers";
import { describeOutage } from "@sessionkit/testing";
import { createTables } from "../../fixture/database.ts";
import { connectMariadb, openMariadb } from "../../fixture/open-mariadb.ts";
import { connectPostgres, openPostgres } from "../../fixture/open-postgres.ts";
import { createPrismaStore } from "./create-prisma-store.ts";

describeOutage("Postgres", async () => {
  const { proxy, address } = await throughProxy((await openPostgres()).url);
  const { prisma } = connectPostgres(address);
  return { store: createPrismaStore(prisma, { sessions: "session" }), ...proxy };
});

describeOutage("MariaDB", async () => {
  const { proxy, address } = await throughProxy((await openMariadb()).url);
  const { prisma } = connectMariadb(address);
  return { store: createPrismaStore(prisma, { sessions: "session" }), ...proxy };
});

describeOutage("Postgres that is killed or stopped", async () => {
  const server = await startPostgres();
  const { prisma } = connectPostgres(server.url);
  await createTables(prisma, "postgresql");
  let restore: "start" | "resume";
  return {
    store: createPrismaStore(prisma, { sessions: "session" }),
    async cut() {
      restore = "start";
      await server.kill();
    },
    async pause() {
      restore = "resume";
      await server.pause();
    },
    restore: () => server[restore](),
    close: () => server.close(),
  };
});

async function throughProxy(url: string) {
  const { hostname, port } = new URL(url);
  const proxy = await startFaultProxy({ host: hostname, port: Number(port) });
  const address = new URL(url);
  address.host = `127.0.0.1:${proxy.port}`;
  return { proxy, address: address.href };
}
