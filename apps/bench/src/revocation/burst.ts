import { randomBytes } from "node:crypto";
import { createSessions, type SessionRequest } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { percentiles } from "../growth/percentiles.ts";
import { printTable } from "../report/print-table.ts";

const ENTRIES = 100_000;
const CHECKS = 20_000;

/** A hundred thousand revocations by another process: memory of the denylist, and signed checks before and after it. */
export async function measureBurst(): Promise<void> {
  const store = createMemoryStore();
  const secret = randomBytes(32).toString("base64url");
  const sessions = createSessions({ strategy: "jwt", secret, store });
  const { tokens } = await sessions.create("ada");
  const header = (name: string) =>
    name === "authorization" ? `Bearer ${tokens?.accessToken}` : null;
  const request: SessionRequest = { method: "GET", header };
  const checks = async () => {
    const times: number[] = [];
    for (let check = 0; check < CHECKS; check++) {
      const start = performance.now();
      await sessions.resolve(request);
      times.push((performance.now() - start) * 1_000);
    }
    return percentiles(times);
  };
  await checks();
  const before = await checks();
  const heap = used();
  const now = Date.now();
  for (let index = 0; index < ENTRIES; index++) {
    const name = String(index).padStart(21, "0");
    await store.publishRevocation({
      id: name,
      subject: `session:${name}`,
      notBefore: new Date(now),
      until: new Date(now + 3_600_000),
      reason: "revoked",
      cookiesCleared: false,
    });
  }
  const published = used();
  // Reads what was published, in the background of the checks.
  const end = performance.now() + 3_000;
  let during = await checks();
  while (performance.now() < end) during = worse(during, await checks());
  const after = await checks();
  printTable(
    `A burst of ${ENTRIES} revocations: the denylist takes ${mebibytes(used() - published)} MiB (the feed in memory ${mebibytes(published - heap)} MiB)`,
    ["signed checks", "p50", "p99"],
    Object.entries({ before, "while it is read": during, after }).map(([name, { p50, p99 }]) => [
      name,
      `${p50.toFixed(1)} µs`,
      `${p99.toFixed(1)} µs`,
    ]),
  );
}

function worse<P extends { p50: number; p99: number }>(a: P, b: P): P {
  return a.p99 > b.p99 ? a : b;
}

function used(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed;
}

function mebibytes(bytes: number): string {
  return (bytes / 1_048_576).toFixed(0);
}
