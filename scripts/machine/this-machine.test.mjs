import { afterEach, expect, test, vi } from "vitest";
import { thisMachine } from "./this-machine.mjs";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("the machine that runs the tests has all programs and servers", async () => {
  expect(thisMachine.missingPrograms()).toEqual([]);
  expect(await thisMachine.serverProblems()).toEqual([]);
});

test("programs that are not on the path are missing", () => {
  vi.stubEnv("PATH", import.meta.dirname);
  const names = thisMachine.missingPrograms().map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["redis-server", "redis-cli", "git"]));
  expect(thisMachine.hasProgram("git")).toBe(false);
});

test("commands can run the tools of the workspace", async () => {
  const { ok, output } = await thisMachine.run(["playwright", "--version"], { minutes: 1 });
  expect(ok, output).toBe(true);
});
