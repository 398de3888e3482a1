import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** @typedef {import("vitest/node").JsonTestResults} VitestReport */
/** @typedef {import("@playwright/test/reporter").JSONReport} PlaywrightReport */
/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/**
 * Adds up the reports of the test runners in `<folder>/.results`: `vitest*.json` and `playwright*.json`.
 *
 * @param {string} folder
 */
export function countResults(folder) {
  const { vitest, playwright } = readReports(folder);
  return addCounts([...vitest.map(countVitest), ...playwright.map(countPlaywright)]);
}

/**
 * The names of the failed tests of a folder, for the summary of a long run.
 *
 * @param {string} folder
 * @returns {string[]}
 */
export function nameFailures(folder) {
  const { vitest, playwright } = readReports(folder);
  const tests = vitest
    .flatMap(({ testResults }) => testResults)
    .flatMap(({ name, status, assertionResults }) => {
      const failed = assertionResults.filter((one) => one.status === "failed");
      const unread = status === "failed" && failed.length === 0;
      return unread ? [name] : failed.map(({ fullName }) => fullName);
    });
  const pages = playwright.flatMap(({ suites = [], errors }) => [
    ...suites.flatMap(failedSpecs),
    ...errors.map(({ message = "" }) => message.split("\n", 1)[0] ?? ""),
  ]);
  return [...tests, ...pages];
}

/**
 * @param {import("@playwright/test/reporter").JSONReportSuite} suite
 * @returns {string[]}
 */
function failedSpecs({ title, specs = [], suites = [] }) {
  const failed = specs.filter(({ ok }) => !ok).map((spec) => spec.title);
  return [...failed, ...suites.flatMap(failedSpecs)].map((name) => `${title} › ${name}`);
}

/**
 * @param {Count[]} counts
 * @returns {Count}
 */
export function addCounts(counts) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of counts) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

/**
 * Detects failures that the counts do not show: no test ran, or all passed and the run still ended with an error, such
 * as an exception after a test. Each counts as one failure.
 *
 * @param {Count} count
 * @param {boolean} ended whether the run ended without an error
 */
export function checkCount(count, ended) {
  if (count.failed > 0) return { count, problem: "" };
  if (count.passed === 0) return { count: { ...count, failed: 1 }, problem: " (no test ran)" };
  if (ended) return { count, problem: "" };
  return { count: { ...count, failed: 1 }, problem: " (the run ended with an error)" };
}

/**
 * The packages whose test run ended with an error, from the record of `turbo run --summarize`.
 *
 * @param {string} root
 * @returns {string[]}
 */
export function foldersWithErrors(root) {
  const runs = join(root, ".turbo/runs");
  const tasks = readdirSync(runs).flatMap((file) => readJson(join(runs, file)).tasks);
  return tasks
    .filter(({ task, execution }) => task === "test" && execution && execution.exitCode !== 0)
    .map(({ directory }) => directory);
}

/**
 * A test file that could not be loaded has no tests, and counts as one failed test.
 *
 * @param {VitestReport} report
 * @returns {Count}
 */
function countVitest({
  numPassedTests,
  numFailedTests,
  numPendingTests,
  numTodoTests,
  testResults,
}) {
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
  };
}

/**
 * `errors` are those outside of any test, such as a server that did not start.
 *
 * @param {PlaywrightReport} report
 * @returns {Count}
 */
function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * @param {string} folder
 * @returns {{ vitest: VitestReport[], playwright: PlaywrightReport[] }}
 */
function readReports(folder) {
  const results = join(folder, ".results");
  const files = existsSync(results) ? readdirSync(results) : [];
  /** @param {RegExp} name */
  const read = (name) =>
    files.filter((file) => name.test(file)).map((file) => readJson(join(results, file)));
  return { vitest: read(/^vitest.*\.json$/), playwright: read(/^playwright.*\.json$/) };
}

/** @param {string} file */
function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
