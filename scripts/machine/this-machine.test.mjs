import { afterEach, expect, test, vi } from "vitest";
import { thisMachine } from "./this-machine.mjs";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("the machine that runs the tests has all that they need", async () => {
  expect(thisMachine.missingPrograms()).toEqual([]);
  expect(await thisMachine.serverProblems()).toEqual([]);
});

test("a path without programs lacks what the servers and the tests of releases need", () => {
  vi.stubEnv("PATH", import.meta.dirname);
  const names = thisMachine.missingPrograms().map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["redis-server", "redis-cli", "git"]));
  expect(thisMachine.hasProgram("git")).toBe(false);
});

test("commands find the tools of the workspace", async () => {
  const { ok, output } = await thisMachine.run(["playwright", "--version"], { minutes: 1 });
  expect(ok, output).toBe(true);
});
