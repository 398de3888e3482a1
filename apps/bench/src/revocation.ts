import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useMariadb, usePostgres, useRedis } from "@sessionkit/test-servers";
import { percentiles } from "./growth/percentiles.ts";
import { printTable } from "./report/print-table.ts";
import { measureBurst } from "./revocation/burst.ts";
import { measureCheck } from "./revocation/check-cost.ts";
import { measureRevocations } from "./revocation/measure.ts";
import type { Backend } from "./revocation/open-store.ts";

const ROUNDS = Number(process.env.ROUNDS ?? 100);

const redis = await useRedis();
const postgres = await usePostgres();
const mariadb = await useMariadb();
const folder = await mkdtemp(join(tmpdir(), "bench-revocation-"));

const { url, prefix } = redis;
const backends: readonly (readonly [name: string, Backend])[] = [
  ["Redis, `subscriber`", { kind: "redis", url, prefix, signals: true }],
  ["Redis, polled", { kind: "redis", url, prefix, signals: false }],
  ["Postgres, `listen`", { kind: "postgres", url: postgres.url, signals: true }],
  ["Postgres, polled", { kind: "postgres", url: postgres.url, signals: false }],
  ["MariaDB, polled", { kind: "mariadb", url: mariadb.url, signals: false }],
  [
    "SQLite (libsql on a file), polled",
    { kind: "sqlite", url: `file:${join(folder, "bench.db")}`, signals: false },
  ],
];

const rows: string[][] = [];
for (const [name, backend] of backends) {
  const times = await measureRevocations(backend, ROUNDS);
  const { p50, p99 } = percentiles(times);
  rows.push([name, ...[p50, p99, Math.max(...times)].map((ms) => `${Math.round(ms)} ms`)]);
}
printTable(
  `From the call of revoke to the refusal by the three other processes, ${ROUNDS} revocations each`,
  ["store", "p50", "p99", "max"],
  rows,
);
await measureBurst();
await measureCheck();

await Promise.all([redis.close(), postgres.close(), mariadb.close()]);
await rm(folder, { recursive: true });
process.exit();
