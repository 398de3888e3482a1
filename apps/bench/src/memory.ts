import { loadCoreTokens } from "./bench/core-tokens.ts";
import { claimsOf, NOW, SECRET } from "./bench/fixtures.ts";
import { printTable } from "./report/print-table.ts";

const MARKS = [0, 10_000, 100_000, 500_000, 1_000_000];

/** Verifies a million distinct tokens, and measures the heap in between. */
const { createAccessTokens, createHmacCodec, deriveKeys } = await loadCoreTokens(
  new URL("../results/", import.meta.url),
);
const codec = createHmacCodec(deriveKeys([SECRET], "access"), "at+jwt");
const tokens = createAccessTokens(codec, { issuer: "bench", audience: "bench", cache: {} });
const rows: string[][] = [];
let seen = 0;
for (const mark of MARKS) {
  for (; seen < mark; seen++) {
    const token = await tokens.sign(claimsOf(seen), NOW);
    if (tokens.verify(token) === null) throw new Error("The token does not verify.");
  }
  globalThis.gc?.();
  rows.push([mark.toLocaleString("en"), (process.memoryUsage().heapUsed / 2 ** 20).toFixed(1)]);
}
printTable("Memory of the cache of verified tokens", ["distinct tokens", "heap, MiB"], rows);
