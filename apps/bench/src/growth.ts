import { type GrownStore, SESSIONS_PER_USER } from "./growth/grown-store.ts";
import { timeEach } from "./growth/percentiles.ts";
import { postgres } from "./growth/postgres.ts";
import { purge } from "./growth/purge.ts";
import { redis } from "./growth/redis.ts";
import { sqlite } from "./growth/sqlite.ts";
import { printTable } from "./report/print-table.ts";
import { sessionOf } from "./stores/session-of.ts";

const SIZES = [10_000, 100_000, 1_000_000];
const CALLS = 2_000;
const EXPIRED = 1_000_000;

const growing: string[][] = [];
const purging: string[][] = [];
for (const open of [redis, postgres, sqlite]) {
  const grown = await open();
  let filled = 0;
  const empty = await grown.bytes();
  for (const size of SIZES) {
    await grown.fill(filled, size);
    filled = size;
    growing.push(await row(grown, size, empty));
  }
  if (grown.fillExpired) {
    await grown.fillExpired(EXPIRED);
    purging.push(await purge(grown, filled));
  }
  await grown.close();
}
printTable(
  `Microseconds, median of ${CALLS} calls in a row, ${SESSIONS_PER_USER} sessions a user`,
  ["", "sessions", "read", "rotate", "list by user", "bytes each"],
  growing,
);
printTable(
  `Reads while ${EXPIRED.toLocaleString("en")} expired rows are removed, µs`,
  ["", "p99 before", "p99 during", "p50 during", "seconds"],
  purging,
);
process.exit();

async function row(
  { name, store, bytes }: GrownStore,
  size: number,
  empty: number,
): Promise<string[]> {
  const any = (n: number) => Math.floor((n * 7_919 * 104_729) % size);
  const id = (n: number) => sessionOf(any(n)).id;
  const read = await timeEach(CALLS, (n) => store.find(id(n)));
  const now = new Date();
  const rotate = await timeEach(CALLS, (n) =>
    store.update(id(n), 1, {
      generation: 18,
      rotatedAt: now,
      idleExpiresAt: sessionOf(0).idleExpiresAt,
    }),
  );
  const list = await timeEach(CALLS, (n) =>
    store.findByUser(`user-${Math.floor(any(n) / SESSIONS_PER_USER)}`, now),
  );
  return [
    name,
    size.toLocaleString("en"),
    ...[read, rotate, list].map(({ p50 }) => p50.toFixed(0)),
    (((await bytes()) - empty) / size).toFixed(0),
  ];
}
