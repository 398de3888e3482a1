import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { printTable } from "./report/print-table.ts";
import { runCrew } from "./simulation/crew.ts";
import { split } from "./simulation/job.ts";
import { SCENARIOS, type Scenario } from "./simulation/scenario.ts";
import { simulateUser } from "./simulation/simulate-user.ts";
import { type Summary, summarize } from "./simulation/summary.ts";

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  options: {
    seed: { type: "string", default: "1" },
    users: { type: "string", default: "1000" },
    thefts: { type: "string", default: "200" },
    workers: { type: "string", default: String(Math.min(4, availableParallelism())) },
    only: { type: "string", default: "" },
    trace: { type: "string" },
  },
});
const seed = Number(values.seed);
const scenarios = SCENARIOS.filter(({ name }) => name.startsWith(values.only));

if (values.trace === undefined) await simulate();
else await showTrace(values.trace);

async function simulate(): Promise<void> {
  const jobs = scenarios.flatMap((scenario) => [
    ...split({ kind: "weeks", scenario, seed }, Number(values.users), 25),
    ...split({ kind: "thefts", scenario, seed }, Number(values.thefts), 50),
  ]);
  const results = await runCrew(jobs, Number(values.workers), (done) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${Math.round((done / jobs.length) * 100)} %`);
  });
  const rows = scenarios.map((scenario) =>
    row(scenario, summarize(results.filter((_, index) => jobs[index]?.scenario === scenario))),
  );
  printTable(
    `Seed ${seed}: ${values.users} users for a week each, and ${values.thefts} thefts`,
    ["rule", "users signed out", "sign-outs", "refreshes", "found after (min): median", "90 %"],
    rows,
  );
}

function row({ name }: Scenario, summary: Summary): string[] {
  const share = ((summary.affected / summary.weeks) * 100).toFixed(1).replace(/\.0$/, "");
  return [
    name,
    `${summary.affected} (${share} %)`,
    String(summary.signOuts),
    String(summary.refreshes),
    summary.median.toFixed(1),
    summary.ninth.toFixed(1),
  ];
}

/** What led to each sign-out of one user. */
async function showTrace(user: string): Promise<void> {
  for (const scenario of scenarios) {
    const week = await simulateUser(scenario, `${seed}/${user}`, { traced: true });
    console.log(`${scenario.name}, user ${user}: ${week.signOuts} sign-outs`);
    console.log(week.trace.join("\n"));
  }
}
