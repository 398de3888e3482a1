import { expect, test } from "vitest";
import { Random } from "./random.ts";
import { createSessionkit } from "./rules/sessionkit.ts";
import { SCENARIOS, type Scenario } from "./scenario.ts";
import type { Answer, Notice } from "./server.ts";
import { simulateTheft } from "./simulate-theft.ts";
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
  "nobody is signed out on a harsh network, where strict rotation signs out everybody",
  async () => {
    const ours = await weeksOf(sessionkit);
    const strict = await weeksOf(scenarioOf("strict"));
    expect(ours.filter(({ signOuts }) => signOuts > 0)).toEqual([]);
    expect(strict.every(({ signOuts }) => signOuts > 0)).toBe(true);
  },
  PATIENCE,
);

test(
  "a thief beside an active user is found",
  async () => {
    const found: number[] = [];
    for (let theft = 0; theft < 9; theft++)
      found.push((await simulateTheft(sessionkit, `test/${theft}`)) ?? Number.POSITIVE_INFINITY);
    found.sort((a, b) => a - b);
    expect(found[4]).toBeLessThan(30 * MINUTE);
    expect(found[8]).toBeLessThan(3 * 60 * MINUTE);
  },
  PATIENCE,
);

test(
  "a seed gives the same week twice, and another seed another one",
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
            () => server.answer("refresh", cookie),
            (answer) => answers.push(answer),
          );
      });
    },
  );
  await timeline.run(START + 60 * MINUTE);
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

function sessionToken({ cookies }: Answer): string | undefined {
  return cookies.find(({ name }) => name === "__Host-session")?.value;
}
