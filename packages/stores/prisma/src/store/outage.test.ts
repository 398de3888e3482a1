import { startFaultProxy, startPostgres } from "@sessionkit/test-servers";
import { describeOutage } from "@sessionkit/testing";
import { createTables } from "../../fixture/database.ts";
import { connectMariadb, openMariadb } from "../../fixture/open-mariadb.ts";
import { connectPostgres, openPostgres } from "../../fixture/open-postgres.ts";
import { createPrismaStore } from "./create-prisma-store.ts";

/** Connections of each pool. */
const SIZE = 4;

/** How long a connection may be silent before its driver gives it up. */
const SILENCE_MS = 1_000;

describeOutage("Postgres", async () => {
  const { proxy, address } = await throughProxy((await openPostgres()).url);
  const { prisma } = connectPostgres(address, {
    max: SIZE,
    connectionTimeoutMillis: SILENCE_MS,
    query_timeout: SILENCE_MS,
  });
  const { exhaust, release } = pool(prisma);
  return {
    store: createPrismaStore(prisma, { sessions: "session" }),
    ...proxy,
    exhaust,
    restore() {
      // Connections from before the outage stay silent for ever: the driver has to give them up by itself.
      proxy.restoreForNew();
      release();
    },
  };
});

describeOutage("MariaDB", async () => {
  const { proxy, address } = await throughProxy((await openMariadb()).url);
  const { prisma } = connectMariadb(
    `${address}?connectionLimit=${SIZE}&connectTimeout=${SILENCE_MS}&socketTimeout=${SILENCE_MS}`,
  );
  const { exhaust, release } = pool(prisma);
  return {
    store: createPrismaStore(prisma, { sessions: "session" }),
    ...proxy,
    async blackHole() {
      // The pool opens its connections one by one: the silence has to meet all of them.
      await exhaust();
      release();
      proxy.blackHole();
    },
    restore: proxy.restoreForNew,
  };
});

// By itself: `socketTimeout` gives up connections, too, that others hold and do not use.
describeOutage("MariaDB whose connections others hold", async () => {
  const { prisma } = connectMariadb(`${(await openMariadb()).url}?connectionLimit=${SIZE}`);
  const { exhaust, release } = pool(prisma);
  return {
    store: createPrismaStore(prisma, { sessions: "session" }),
    cut: exhaust,
    restore: release,
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
function pool(prisma: Transacting) {
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
    release() {
      for (const end of letGo) end();
      letGo = [];
    },
  };
}
