import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { printTable } from "./report/print-table.ts";
import { type Job, type Results, split } from "./simulation/job.ts";
import {
  JAR_THEFTS,
  NAIVE,
  OWNERS,
  SCENARIOS,
  type Scenario,
  THEFTS,
} from "./simulation/scenario.ts";
import { simulateUser } from "./simulation/simulate-user.ts";
import { summarizeThefts, summarizeWeeks } from "./simulation/summary.ts";
import { type Counts, summarizeJars, summarizeOwners } from "./simulation/summary-bound.ts";
import { runJobs } from "./simulation/worker-pool.ts";

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
const exact = SCENARIOS.filter(({ name }) => name === values.only);
const scenarios =
  exact.length > 0 ? exact : SCENARIOS.filter(({ name }) => name.startsWith(values.only));

if (values.trace === undefined) {
  if (scenarios.length > 0) await simulate();
  if ("bound".startsWith(values.only)) await simulateBound();
} else await showTrace(values.trace);

async function simulate(): Promise<void> {
  const watched = scenarios.find(({ name }) => name === "sessionkit");
  const weeks = scenarios.map((scenario) =>
    split({ kind: "weeks", scenario, seed }, Number(values.users), 25),
  );
  const naive = scenarios.map((scenario) => splitThefts(scenario, NAIVE));
  const thieves = watched ? THEFTS.map((theft) => splitThefts(watched, theft)) : [];
  const resultsOf = await runAll([...weeks, ...naive, ...thieves].flat());

  printTable(
    `Seed ${seed}: ${values.users} users for a week each, and ${values.thefts} naive thieves`,
    ["rule", "users signed out", "sign-outs", "refreshes", "detected after (min): median", "90 %"],
    scenarios.map(({ name }, index) => [
      name,
      ...weekCells(resultsOf(weeks[index])),
      ...theftCells(resultsOf(naive[index])).slice(1, 3),
    ]),
  );
  const { crashes, changes } = summarizeWeeks(resultsOf(weeks.at(-1)));
  console.log(`\nIn the last row: ${crashes} crashes, ${changes} updates and step-ups.`);
  printTable(
    `${values.thefts} thefts each, observed for 12 hours`,
    ["thief", "detected", "after (min): median", "90 %", "reported by `elsewhere`"],
    thieves.map((jobs, index) => [THEFTS[index]?.name ?? "", ...theftCells(resultsOf(jobs))]),
  );
}

/** Sessions that are bound to a key of the browser, and the same browsers and thieves without the binding. */
async function simulateBound(): Promise<void> {
  const owners = OWNERS.map((scenario) =>
    split({ kind: "weeks", scenario, seed }, Number(values.users), 10),
  );
  const rows = JAR_THEFTS.flatMap((theft) =>
    OWNERS.filter(({ rule }) => rule === "bound" || theft.thief !== "forger").map((owner) => ({
      cells: [theft.name, owner.name],
      jobs: split(
        { kind: "jars", scenario: { ...owner, outages: false }, theft, seed },
        Number(values.thefts),
        20,
      ),
    })),
  );
  const resultsOf = await runAll([...owners, ...rows.map(({ jobs }) => jobs)].flat());

  printTable(
    `Seed ${seed}: ${values.thefts} stolen cookie jars each, observed for 12 hours`,
    [
      ...["thief", "session", "useful (min): median", "90 %"],
      ...["ends with", "reported by", "owner signed out", "owner stepped up"],
    ],
    rows.map(({ cells, jobs }) => {
      const jars = summarizeJars(resultsOf(jobs).flatMap((one) => one.jars));
      const times = jars.useful.map((minutes) => minutes.toFixed(1));
      const texts = [jars.ends, jars.reports].map(listCounts);
      return [...cells, ...times, ...texts, String(jars.signOuts), String(jars.stepUps)];
    }),
  );
  printTable(
    `${values.users} users for a week each, with an outage a day`,
    [
      ...["session", "mistaken sign-outs", "mistaken step-ups", "users", "bindings"],
      ...["refreshes by the browser", "crashes", "users at the limit"],
    ],
    owners.map((jobs, index) => {
      const all = summarizeOwners(resultsOf(jobs).flatMap((one) => one.weeks));
      const numbers = [all.signOuts, all.stepUps, all.asked, all.bound].map(String);
      const refreshes = listCounts(all.refreshes);
      const name = OWNERS[index]?.name ?? "";
      return [name, ...numbers, refreshes, String(all.crashes), String(all.limited)];
    }),
  );
}

function listCounts(counts: Counts): string {
  const entries = Object.entries(counts).filter(([, count]) => count > 0);
  return entries.map(([name, count]) => `${name} ${count}`).join(", ") || "–";
}

function splitThefts(scenario: Scenario, theft: typeof NAIVE): Job[] {
  return split({ kind: "thefts", scenario, theft, seed }, Number(values.thefts), 50);
}

/** Runs all jobs, and returns the results of some of them. */
async function runAll(jobs: readonly Job[]) {
  const results = await runJobs(jobs, Number(values.workers), (done) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${Math.round((done / jobs.length) * 100)} %`);
  });
  const byJob = new Map<Job, Results>(jobs.map((job, index) => [job, results[index] as Results]));
  return (some: readonly Job[] = []) => some.map((job) => byJob.get(job) as Results);
}

function weekCells(results: readonly Results[]): string[] {
  const { affected, weeks, signOuts, refreshes } = summarizeWeeks(results);
  return [`${affected} (${percent(affected / weeks)})`, String(signOuts), String(refreshes)];
}

function theftCells(results: readonly Results[]): string[] {
  const { thefts, found, median, ninth, reported } = summarizeThefts(
    results.flatMap((one) => one.thefts),
  );
  return [
    percent(found / thefts),
    ...[median, ninth].map((minutes) => (Number.isFinite(minutes) ? minutes.toFixed(1) : "never")),
    percent(reported / thefts),
  ];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1).replace(/\.0$/, "")} %`;
}

/** Prints the events before each sign-out of one user, and before each request without the key of a bound session. */
async function showTrace(user: string): Promise<void> {
  for (const scenario of scenarios.length > 0 ? scenarios : OWNERS.slice(1)) {
    const week = await simulateUser(scenario, `${seed}/${user}`, { traced: true });
    console.log(`${scenario.name}, user ${user}: ${week.signOuts} sign-outs`);
    console.log(week.trace.join("\n"));
  }
}
