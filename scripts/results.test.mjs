import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  addCounts,
  checkCount,
  countResults,
  foldersWithErrors,
  nameFailures,
} from "./results.mjs";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "results-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a package without results has no tests", () => {
  expect(countResults(folder)).toEqual({ passed: 0, failed: 0, skipped: 0 });
});

test("vitest's results are counted, with skipped and planned tests separately", () => {
  write(
    "vitest.json",
    vitest({ numPassedTests: 3, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 }),
  );
  expect(countResults(folder)).toEqual({ passed: 3, failed: 1, skipped: 2 });
});

test("a test file that cannot be loaded counts as a failed test", () => {
  const testResults = [
    { status: "failed", assertionResults: [] },
    { status: "failed", assertionResults: [{ status: "failed" }] },
    { status: "passed", assertionResults: [{ status: "passed" }] },
  ];
  write("vitest.json", vitest({ numPassedTests: 1, numFailedTests: 1, testResults }));
  expect(countResults(folder)).toEqual({ passed: 1, failed: 2, skipped: 0 });
});

test("Playwright's results are added, including errors outside of its tests", () => {
  write("vitest.json", vitest({ numPassedTests: 3 }));
  const stats = { expected: 2, flaky: 1, unexpected: 1, skipped: 1 };
  write("playwright.json", { stats, errors: [{ message: "The server did not start." }] });
  expect(countResults(folder)).toEqual({ passed: 6, failed: 2, skipped: 1 });
});

test("failed tests, files that cannot be loaded and failures outside of tests are named", () => {
  const testResults = [
    { name: "broken.test.ts", status: "failed", assertionResults: [] },
    {
      name: "half.test.ts",
      status: "failed",
      assertionResults: [
        { status: "failed", fullName: "half fails" },
        { status: "passed", fullName: "half passes" },
      ],
    },
  ];
  write("vitest.json", vitest({ testResults }));
  const inner = { title: "in light", specs: [{ title: "fits", ok: false }] };
  const suites = [
    { title: "looks.spec.ts", specs: [{ title: "loads", ok: true }], suites: [inner] },
  ];
  write("playwright.json", { suites, errors: [{ message: "No server.\nAt line 3." }] });
  expect(nameFailures(folder)).toEqual([
    "broken.test.ts",
    "half fails",
    "looks.spec.ts › in light › fits",
    "No server.",
  ]);
});

test("a package without results has no failures", () => {
  expect(nameFailures(folder)).toEqual([]);
});

test("other files beside the results are not read", () => {
  write("bench.json", { numPassedTests: 3 });
  expect(countResults(folder)).toEqual({ passed: 0, failed: 0, skipped: 0 });
});

test("counts of several packages add up", () => {
  const counts = [
    { passed: 1, failed: 2, skipped: 3 },
    { passed: 10, failed: 20, skipped: 30 },
  ];
  expect(addCounts(counts)).toEqual({ passed: 11, failed: 22, skipped: 33 });
});

test("a package whose tests do not run has failed", () => {
  const none = { passed: 0, failed: 0, skipped: 2 };
  expect(checkCount(none, true).count).toEqual({ passed: 0, failed: 1, skipped: 2 });
});

test("a run that ends with an error counts as a failure if no test has failed", () => {
  expect(checkCount({ passed: 3, failed: 0, skipped: 0 }, false).count.failed).toBe(1);
  expect(checkCount({ passed: 3, failed: 2, skipped: 0 }, false).count.failed).toBe(2);
  expect(checkCount({ passed: 3, failed: 0, skipped: 0 }, true).count.failed).toBe(0);
});

test("packages whose tests ended with an error are found in turbo's record", () => {
  const tasks = [
    { task: "build", directory: "packages/a", execution: { exitCode: 1 } },
    { task: "test", directory: "packages/a" },
    { task: "test", directory: "packages/b", execution: { exitCode: 1 } },
    { task: "test", directory: "packages/c", execution: { exitCode: 0 } },
  ];
  mkdirSync(join(folder, ".turbo/runs"), { recursive: true });
  writeFileSync(join(folder, ".turbo/runs/1.json"), JSON.stringify({ tasks }));
  expect(foldersWithErrors(folder)).toEqual(["packages/b"]);
});

/** @param {object} report */
function vitest(report) {
  const none = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  return { ...none, testResults: [], ...report };
}

/**
 * @param {string} name
 * @param {object} report
 */
function write(name, report) {
  mkdirSync(join(folder, ".results"), { recursive: true });
  writeFileSync(join(folder, ".results", name), JSON.stringify(report));
}
