import { startFaultProxy, startPostgres } from "@sessionkit/test-servers";
import { describeOutage } from "@sessionkit/testing";
import { createPrismaStore } from "../src/store/create-prisma-store.ts";
import { createTables } from "./database.ts";
import { connectMariadb, openMariadb } from "./open-mariadb.ts";
import { connectPostgres, openPostgres } from "./open-postgres.ts";

/** Size of each pool. */
const SIZE = 4;

/** Timeout of a connection without data, in milliseconds. */
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
      // Connections from before the outage never receive data or a reset: the driver must time out.
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
      // The pool opens its connections one by one: opens all of them before the network fails.
      await exhaust();
      release();
      proxy.blackHole();
    },
    restore: proxy.restoreForNew,
  };
});

// In a separate test: `socketTimeout` also closes connections that are reserved and idle.
describeOutage("MariaDB without a free connection", async () => {
  const { prisma } = connectMariadb(`${(await openMariadb()).url}?connectionLimit=${SIZE}`);
  const { exhaust, release } = pool(prisma);
  return {
    store: createPrismaStore(prisma, { sessions: "session" }),
    cut: exhaust,
    restore: release,
  };
});

describeOutage("Postgres that is killed or paused", async () => {
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

/** Transactions that reserve all connections until `release`. */
function pool(prisma: Transacting) {
  const patience = { maxWait: 60_000, timeout: 60_000 };
  let endings: (() => void)[] = [];
  const take = () =>
    new Promise<void>((taken, failed) => {
      const hold = () =>
        new Promise<void>((end) => {
          endings.push(end);
          taken();
        });
      prisma.$transaction(hold, patience).catch(failed);
    });
  return {
    exhaust: () => Promise.all(Array.from({ length: SIZE }, take)),
    release() {
      for (const end of endings) end();
      endings = [];
    },
  };
}
