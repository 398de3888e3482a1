import { type FaultProxy, startFaultProxy, startPostgres } from "@sessionkit/test-servers";
import { describeOutage, type OutageSubject } from "@sessionkit/testing";
import { createTables } from "../../fixture/database.ts";
import { connectMariadb, openMariadb } from "../../fixture/open-mariadb.ts";
import { connectPostgres, openPostgres } from "../../fixture/open-postgres.ts";
import { createPrismaStore } from "./create-prisma-store.ts";

/** Connections of each pool. */
const SIZE = 4;

describeOutage("Postgres", async () => {
  const { proxy, address } = await throughProxy((await openPostgres()).url);
  const { prisma } = connectPostgres(address, { max: SIZE });
  return {
    store: createPrismaStore(prisma, { sessions: "session" }),
    ...proxy,
    ...pool(prisma, proxy),
  };
});

describeOutage("MariaDB", async () => {
  const { proxy, address } = await throughProxy((await openMariadb()).url);
  const { prisma } = connectMariadb(`${address}?connectionLimit=${SIZE}`);
  return {
    store: createPrismaStore(prisma, { sessions: "session" }),
    ...proxy,
    ...pool(prisma, proxy),
  };
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

interface Transacting {
  $transaction(run: () => Promise<void>, patience: object): Promise<void>;
}

async function throughProxy(url: string) {
  const { hostname, port } = new URL(url);
  const proxy = await startFaultProxy({ host: hostname, port: Number(port) });
  const address = new URL(url);
  address.host = `127.0.0.1:${proxy.port}`;
  return { proxy, address: address.href };
}

/** Transactions that take all connections, until they are told to end. */
function pool(prisma: Transacting, proxy: FaultProxy): Pick<OutageSubject, "exhaust" | "restore"> {
  const patience = { maxWait: 60_000, timeout: 60_000 };
  let letGo: (() => void)[] = [];
  const take = () =>
    new Promise<void>((taken, failed) => {
      const holdOn = () =>
        new Promise<void>((end) => {
          letGo.push(end);
          taken();
        });
      prisma.$transaction(holdOn, patience).catch(failed);
    });
  return {
    exhaust: () => Promise.all(Array.from({ length: SIZE }, take)),
    restore() {
      proxy.restore();
      for (const end of letGo) end();
      letGo = [];
    },
  };
}
