import { expect, test } from "vitest";
import { JAR_THEFTS, OWNERS, type Scenario } from "./scenario.ts";
import { type JarResult, type JarTheft, simulateStolenJar } from "./simulate-stolen-jar.ts";
import { simulateUser, type UserWeek } from "./simulate-user.ts";

const USERS = 4;
const SHORT = { days: 2 };
const THEFTS = 2;
/** Long enough for a busy machine. */
const TIMEOUT = 600_000;
/** The life of an access token, and the 5 s for clocks that differ. In minutes. */
const ACCESS = 15 + 5 / 60;
const bound = ownerOf("bound");
const unbound = ownerOf("unbound");

test(
  "no owner of a bound session is signed out or sent to a step-up by crashes, lost and late answers, and outages",
  async () => {
    const weeks: UserWeek[] = [];
    for (let user = 0; user < USERS; user++) weeks.push(await simulateUser(bound, `test/${user}`));
    expect(weeks.map(({ signOuts, stepUps }) => signOuts + stepUps)).toEqual(Array(USERS).fill(0));
    const total = (count: (week: UserWeek) => number): number =>
      weeks.reduce((sum, week) => sum + count(week), 0);
    expect(total(({ crashes }) => crashes)).toBeGreaterThan(USERS);
    expect(total(({ decisions }) => decisions.bound)).toBeGreaterThanOrEqual(USERS);
    for (const verdict of ["refreshed", "server_error", "unreachable", "quota_exceeded"] as const)
      expect([verdict, total(({ refreshes }) => refreshes[verdict])]).toEqual([
        verdict,
        expect.toSatisfy((count: number) => count > 0),
      ]);
  },
  TIMEOUT,
);

test.each(JAR_THEFTS)(
  "the copied jar of a bound session is worth one access token, two before the first proof: $name",
  async (theft) => {
    for (const jar of await jarsOf(bound, theft)) {
      expect(jar.useful).toBeGreaterThan(0);
      expect(jar.useful).toBeLessThan(theft.early ? 2 * ACCESS : ACCESS);
      expect(jar).toMatchObject({ end: "binding_required", signOuts: 0 });
    }
  },
  TIMEOUT,
);

test(
  "a proof by another key is reported",
  async () => {
    for (const jar of await jarsOf(bound, { thief: "forger", stepsUp: true }))
      expect(jar.reported).toContain("binding failed");
  },
  TIMEOUT,
);

test(
  "the copied jar of an unbound session is worth more, and its thief signs the owner out or is not detected",
  async () => {
    for (const jar of await jarsOf(unbound, { thief: "naive", stepsUp: true }))
      expect(jar).toMatchObject({ end: "reused", signOuts: 1 });
    for (const jar of await jarsOf(unbound, { thief: "follower", stepsUp: false })) {
      expect(jar).toMatchObject({ end: "authenticated", signOuts: 0 });
      expect(jar.useful).toBeGreaterThan(11 * 60);
    }
  },
  TIMEOUT,
);

test(
  "a seed repeats a week with signatures, and another seed gives another week",
  async () => {
    const first = await simulateUser(bound, "test/1", SHORT);
    expect(await simulateUser(bound, "test/1", SHORT)).toEqual(first);
    expect(await simulateUser(bound, "test/2", SHORT)).not.toEqual(first);
  },
  TIMEOUT,
);

function ownerOf(name: string): Scenario {
  const owner = OWNERS.find((scenario) => scenario.name === name);
  if (!owner) throw new Error(`There is no scenario ${name}.`);
  return owner;
}

async function jarsOf(owner: Scenario, theft: JarTheft): Promise<JarResult[]> {
  const jars: JarResult[] = [];
  for (let seed = 0; seed < THEFTS; seed++)
    jars.push(await simulateStolenJar({ ...owner, outages: false }, theft, `test/${seed}`));
  return jars;
}
