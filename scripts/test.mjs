// Everything that has to hold before a change is merged: the checks first, then every test.
// The last line counts tests; a check that fails is one more failure.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { addCounts, countResults } from "./results.mjs";
import { root, run } from "./run.mjs";
import { listPackages, missingScripts } from "./workspace.mjs";

const packages = listPackages(root);

console.log("Checks");
const checks = [
  report("package scripts", packages.flatMap(missingScripts)),
  await check("format and lint", ["biome", "check", "--error-on-warnings"]),
  await check("layers", ["node", "scripts/layers.mjs"]),
  await check("build", turbo("build")),
  await check("types", turbo("typecheck")),
  await check("types of the scripts", ["tsc", "--project", "."]),
  await check("unused code", ["knip"]),
  await check("published files and types", turbo("exports")),
  await check("bundle sizes", turbo("size")),
];

console.log("\nTests");
for (const { folder } of [{ folder: "." }, ...packages]) {
  rmSync(join(root, folder, ".results"), { recursive: true, force: true });
}
const scripts = ["vitest", "run", "--config", "vitest.base.ts", "--dir", "scripts"];
const runs = [
  await run(scripts, { show: true }),
  await run([...turbo("test"), "--filter=./packages/**"], { show: true }),
  // Their servers and browsers want the machine for themselves.
  await run([...turbo("test"), "--filter=./apps/*", "--concurrency=1"], { show: true }),
];

console.log("\nSummary");
const counts = [{ folder: ".", manifest: { name: "scripts" } }, ...packages].map(reportTests);
const tests = addCounts(counts);
const explained = runs.every(({ ok }) => ok) || tests.failed > 0;
checks.push(
  report("test runs", explained ? [] : ["One ended with an error outside of its tests."]),
);

const failed = tests.failed + checks.filter((ok) => !ok).length;
console.log(`\n${tests.passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** @param {string} task */
function turbo(task) {
  const logs = task === "test" ? "new-only" : "errors-only";
  return ["turbo", "run", task, "--continue=dependencies-successful", `--output-logs=${logs}`];
}

/**
 * @param {string} title
 * @param {string[]} command
 * @param {string} [folder]
 */
async function check(title, command, folder = ".") {
  const { ok, output } = await run(command, { folder });
  return report(title, ok ? [] : [output]);
}

/** @param {{ folder: string, manifest: { name: string } }} one */
function reportTests({ folder, manifest }) {
  const count = countResults(join(root, folder));
  const parts = Object.entries(count).filter(([, number]) => number > 0);
  const text = parts.map(([kind, number]) => `${number} ${kind}`).join(", ");
  if (count.passed + count.failed > 0) {
    mark(count.failed === 0, `${manifest.name}: ${text}`);
    return count;
  }
  mark(false, `${manifest.name}: no test ran. What is not tested is not known to work.`);
  return { ...count, failed: 1 };
}

/**
 * @param {string} title
 * @param {string[]} problems
 */
function report(title, problems) {
  mark(problems.length === 0, [title, ...problems].join("\n"));
  return problems.length === 0;
}

/**
 * @param {boolean} ok
 * @param {string} text
 */
function mark(ok, text) {
  console.log(`  ${ok ? "✓" : "✗"} ${text}`);
}
