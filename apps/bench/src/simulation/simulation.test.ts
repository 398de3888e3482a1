import { expect, test } from "vitest";
import { replaceAmbient } from "./ambient.ts";
import { Random } from "./random.ts";
import { createSessionkit } from "./rules/sessionkit.ts";
import { SCENARIOS, type Scenario } from "./scenario.ts";
import { type Answer, type Notice, OWNER } from "./server.ts";
import { simulateTheft, type Theft, type TheftResult } from "./simulate-theft.ts";
import { simulateUser, type UserWeek } from "./simulate-user.ts";
import { createTimeline } from "./timeline.ts";

const USERS = 24;
const SHORT = { days: 3 };
/** A busy machine is no failure. */
const PATIENCE = 600_000;
const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5);
const sessionkit = scenarioOf("sessionkit");

test(
  "no user is signed out on a harsh network, across crashes, updates and step-ups; strict rotation signs out all",
  async () => {
    const ours = await weeksOf(sessionkit);
    const strict = await weeksOf(scenarioOf("strict"));
    expect(ours.filter(({ signOuts }) => signOuts > 0)).toEqual([]);
    expect(strict.every(({ signOuts }) => signOuts > 0)).toBe(true);
    const total = (count: (week: UserWeek) => number): number =>
      ours.reduce((sum, week) => sum + count(week), 0);
    expect(total(({ crashes }) => crashes)).toBeGreaterThan(USERS);
    for (const notice of ["renewed", "updated", "held", "converged", "branched"] as const)
      expect([notice, total(({ notices }) => notices[notice])]).toEqual([
        notice,
        expect.toSatisfy((count: number) => count > 0),
      ]);
  },
  PATIENCE,
);

test.each([
  ["naive", 60, 3 * 60],
  ["prefetcher", 60, 3 * 60],
  ["slow", 6 * 60, 12 * 60],
] as const)(
  "a thief beside an active owner is found: %s",
  async (thief, median, last) => {
    const found = (await theftsOf({ thief, stepsUp: true })).map((result) => result.found ?? 1e12);
    found.sort((a, b) => a - b);
    expect(found[4]).toBeLessThan(median * MINUTE);
    expect(found[8]).toBeLessThan(last * MINUTE);
  },
  PATIENCE,
);

test(
  "a thief who follows each rotation is not found before the owner steps up, and is reported as elsewhere",
  async () => {
    const unnoticed = await theftsOf({ thief: "follower", stepsUp: false });
    expect(unnoticed.map(({ found }) => found)).toEqual(Array(9).fill(null));
    expect(unnoticed.filter(({ reported }) => reported === null)).toEqual([]);
    const steppedUp = await theftsOf({ thief: "follower", stepsUp: true });
    expect(steppedUp.filter(({ found }) => found === null)).toEqual([]);
  },
  PATIENCE,
);

test(
  "a seed gives the same week twice, and another seed another week",
  async () => {
    const first = await simulateUser(sessionkit, "test/1", SHORT);
    const again = await simulateUser(sessionkit, "test/1", SHORT);
    const other = await simulateUser(sessionkit, "test/2", SHORT);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  },
  PATIENCE,
);

test("64 refreshes at once: all are signed in, by one rotation, with one and the same token", async () => {
  const notices: Notice[] = [];
  const answers: Answer[] = [];
  const timeline = createTimeline(START);
  const restore = replaceAmbient(timeline, new Random("core"));
  const server = createSessionkit({
    timeline,
    random: new Random("64"),
    notify: (notice) => notices.push(notice),
  });
  timeline.start(
    () => server.signIn(""),
    ({ cookies }) => {
      const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
      timeline.after(15 * MINUTE, () => {
        for (let tab = 0; tab < 64; tab++)
          timeline.start(
            () => server.answer({ purpose: "refresh", cookie, client: OWNER }),
            (answer) => answers.push(answer),
          );
      });
    },
  );
  try {
    await timeline.run(START + 60 * MINUTE);
  } finally {
    restore();
  }
  expect(answers.map(({ status }) => status)).toEqual(Array(64).fill("authenticated"));
  expect(notices.filter((notice) => notice === "rotated")).toHaveLength(1);
  expect(new Set(answers.map(sessionToken)).size).toBe(1);
});

function scenarioOf(rule: Scenario["rule"]): Scenario {
  return SCENARIOS.find((scenario) => scenario.rule === rule) as Scenario;
}

async function weeksOf(scenario: Scenario): Promise<UserWeek[]> {
  const weeks: UserWeek[] = [];
  for (let user = 0; user < USERS; user++)
    weeks.push(await simulateUser(scenario, `test/${user}`, SHORT));
  return weeks;
}

async function theftsOf(theft: Theft): Promise<TheftResult[]> {
  const results: TheftResult[] = [];
  for (let seed = 0; seed < 9; seed++)
    results.push(await simulateTheft(sessionkit, theft, `test/${seed}`));
  return results;
}

function sessionToken({ cookies }: Answer): string | undefined {
  return cookies.find(({ name }) => name === "__Host-session")?.value;
}
