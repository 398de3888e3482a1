import { expect, test } from "vitest";
import { Random } from "./random.ts";
import { createSessionkit } from "./rules/sessionkit.ts";
import { SCENARIOS, type Scenario } from "./scenario.ts";
import { type Answer, type Decision, OWNER } from "./server.ts";
import { simulateTheft, type Theft, type TheftResult } from "./simulate-theft.ts";
import { simulateUser, type UserWeek } from "./simulate-user.ts";
import { createTimeline } from "./timeline.ts";
import { installVirtualTime } from "./virtual-time.ts";

const USERS = 24;
const SHORT = { days: 3 };
/** Long enough for a busy machine. */
const TIMEOUT = 600_000;
const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5);
const sessionkit = scenarioOf("sessionkit");

test(
  "no user is signed out on a poor network, with crashes, updates and step-ups; strict rotation signs out all",
  async () => {
    const ours = await weeksOf(sessionkit);
    const strict = await weeksOf(scenarioOf("strict"));
    expect(ours.filter(({ signOuts }) => signOuts > 0)).toEqual([]);
    expect(strict.every(({ signOuts }) => signOuts > 0)).toBe(true);
    const total = (count: (week: UserWeek) => number): number =>
      ours.reduce((sum, week) => sum + count(week), 0);
    expect(total(({ crashes }) => crashes)).toBeGreaterThan(USERS);
    for (const decision of ["renewed", "updated", "held", "converged", "branched"] as const)
      expect([decision, total(({ decisions }) => decisions[decision])]).toEqual([
        decision,
        expect.toSatisfy((count: number) => count > 0),
      ]);
  },
  TIMEOUT,
);

test.each([
  ["naive", 60, 3 * 60],
  ["prefetcher", 60, 3 * 60],
  ["slow", 6 * 60, 12 * 60],
] as const)(
  "a thief beside an active owner is detected: %s",
  async (thief, median, last) => {
    const found = (await theftsOf({ thief, stepsUp: true })).map((result) => result.found ?? 1e12);
    found.sort((a, b) => a - b);
    expect(found[4]).toBeLessThan(median * MINUTE);
    expect(found[8]).toBeLessThan(last * MINUTE);
  },
  TIMEOUT,
);

test(
  "a thief who follows each rotation is not detected before the owner steps up, and is reported as elsewhere",
  async () => {
    const undetected = await theftsOf({ thief: "follower", stepsUp: false });
    expect(undetected.map(({ found }) => found)).toEqual(Array(9).fill(null));
    expect(undetected.filter(({ reported }) => reported === null)).toEqual([]);
    const steppedUp = await theftsOf({ thief: "follower", stepsUp: true });
    expect(steppedUp.filter(({ found }) => found === null)).toEqual([]);
  },
  TIMEOUT,
);

test(
  "a seed repeats a week, and another seed gives another week",
  async () => {
    const first = await simulateUser(sessionkit, "test/1", SHORT);
    const again = await simulateUser(sessionkit, "test/1", SHORT);
    const other = await simulateUser(sessionkit, "test/2", SHORT);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  },
  TIMEOUT,
);

test("64 concurrent refreshes are all signed in, by one rotation, with the same token", async () => {
  const decisions: Decision[] = [];
  const answers: Answer[] = [];
  const timeline = createTimeline(START);
  const restore = installVirtualTime(timeline, new Random("core"));
  const server = createSessionkit({
    timeline,
    random: new Random("64"),
    onDecision: (decision) => decisions.push(decision),
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
  expect(decisions.filter((decision) => decision === "rotated")).toHaveLength(1);
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
