import { sessionOf } from "../stores/session-of.ts";
import type { GrownStore } from "./grown-store.ts";
import { percentiles, timeEach } from "./percentiles.ts";

const BATCH = 1_000;
const CALLS = 2_000;

/** Measures reads before and during the removal of all expired sessions in batches. */
export async function purge({ name, store }: GrownStore, alive: number): Promise<string[]> {
  const read = (n: number) => store.find(sessionOf((n * 7_919) % alive).id);
  const before = await timeEach(CALLS, read);
  let purging = true;
  const start = performance.now();
  const removing = (async () => {
    while ((await store.deleteExpired(new Date(), BATCH)) > 0);
    purging = false;
  })();
  const times: number[] = [];
  for (let n = 0; purging; n++) {
    const sent = performance.now();
    await read(n);
    times.push((performance.now() - sent) * 1_000);
  }
  await removing;
  const during = percentiles(times);
  const seconds = (performance.now() - start) / 1_000;
  return [name, before.p99, during.p99, during.p50]
    .map((value) => (typeof value === "string" ? value : value.toFixed(0)))
    .concat(seconds.toFixed(0));
}
