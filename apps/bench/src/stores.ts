import { printTable } from "./report/print-table.ts";
import { libsqlPairs } from "./stores/libsql-pairs.ts";
import { measurePair, type PairResult } from "./stores/pair.ts";
import { pgPairs } from "./stores/pg-pairs.ts";
import { prismaPairs } from "./stores/prisma-pairs.ts";
import { redisPairs } from "./stores/redis-pairs.ts";

const results: PairResult[] = [];
for (const open of [redisPairs, pgPairs, prismaPairs, libsqlPairs]) {
  const { pairs, close } = await open();
  for (const pair of pairs) results.push(await measurePair(pair));
  await close();
}
printTable(
  "Reading a stored session",
  ["", "compared with", "µs", "× that", "target", ""],
  results.map(row),
);
process.exit();

function row({
  pair: { name, floor, target },
  floor: theirs,
  micros,
  times,
}: PairResult): string[] {
  return [
    name,
    `${floor.name}, ${theirs.toFixed(1)}`,
    micros.toFixed(1),
    times.toFixed(2),
    ...(target ? [`≤ ${target}`, times <= target ? "met" : "MISSED"] : ["", ""]),
  ];
}
