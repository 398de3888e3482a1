import { runContender } from "./http/run-contender.ts";
import { frameworks } from "./http/serve.ts";
import { printCosts } from "./report/print-costs.ts";

/** Each round starts new processes, because compilation differs between processes. */
const ROUNDS = 5;
const WARM_UP = 1;
const SECONDS = 0.5;

for (const [framework, contenders] of Object.entries(frameworks)) {
  const names = Object.keys(contenders);
  const costs: number[][] = names.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, name] of names.entries()) {
      const running = await runContender(framework, name);
      await running.local(WARM_UP);
      costs[index]?.push(await running.local(SECONDS));
      running.close();
    }
  }
  printCosts(framework, names, costs);
}
