import { startFaultProxy } from "@sessionkit/test-servers";
import { describeOutage } from "@sessionkit/testing";
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

async function throughProxy(url: string) {
  const { hostname, port } = new URL(url);
  const proxy = await startFaultProxy({ host: hostname, port: Number(port) });
  const address = new URL(url);
  address.host = `127.0.0.1:${proxy.port}`;
  return { proxy, address: address.href };
}
