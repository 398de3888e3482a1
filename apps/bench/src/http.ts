import { type Running, runContender } from "./http/run-contender.ts";
import { frameworks } from "./http/serve.ts";
import { printCosts } from "./report/print-costs.ts";

const ROUNDS = 5;
const STRIDE = 4;
const WARM_UP = 2;
const SECONDS = 2;

for (const [framework, contenders] of Object.entries(frameworks)) {
  const names = Object.keys(contenders);
  const running: Running[] = [];
  for (const name of names) running.push(await runContender(framework, name));
  for (const one of running) await one.load(WARM_UP);
  const costs: number[][] = names.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    // The first contender of a round has an advantage: each round begins with another one.
    for (let turn = 0; turn < running.length; turn++) {
      const index = (turn + round * STRIDE) % running.length;
      costs[index]?.push((await running[index]?.load(SECONDS)) ?? Number.NaN);
    }
  }
  for (const one of running) one.close();
  printCosts(framework, names, costs);
}
process.exit();
