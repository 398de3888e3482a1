// Runs the checks, then all tests. First installs the programs that the tests need; if that fails, it is the only failure.
// The last line counts the tests; a failed check counts as one more failure.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { report, runChecks, turbo } from "./checks.mjs";
import { prepareMachine } from "./machine/prepare-machine.mjs";
import { thisMachine } from "./machine/this-machine.mjs";
import {
  addCounts,
  checkCount,
  countResults,
  foldersWithErrors,
  nameFailures,
} from "./results.mjs";
import { root, run } from "./run.mjs";
import { listPackages } from "./workspace.mjs";

const packages = listPackages(root);

console.log("Preparation");
if (!report("browser and servers", await prepareMachine(thisMachine))) {
  console.log("0 passed, 1 failed");
  process.exit(1);
}

const checks = await runChecks();

console.log("\nTests");
for (const folder of [".", ...packages.map((one) => one.folder)]) {
  rmSync(join(root, folder, ".results"), { recursive: true, force: true });
}
rmSync(join(root, ".turbo/runs"), { recursive: true, force: true });
const vitest = ["vitest", "run", "--config", "vitest.base.ts", "--isolate", "--maxWorkers=2"];
const scripts = await show([...vitest, "--dir", "scripts"]);
// Many tests wait for servers: three packages at once use two cores.
await show([...turbo("test"), "--filter=!next-dashboard", "--concurrency=3"]);
// Its servers and browsers use the whole machine.
await show(turbo("test", "next-dashboard"));

console.log("\nSummary");
const errors = foldersWithErrors(root);
const tests = addCounts([
  reportTests("scripts", ".", scripts.ok),
  ...packages.map(({ folder, manifest }) =>
    reportTests(manifest.name, folder, !errors.includes(folder)),
  ),
]);
const failed = tests.failed + checks.filter((ok) => !ok).length;
console.log(`\n${tests.passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** @param {string[]} command */
function show(command) {
  return run(command, { show: true });
}

/**
 * @param {string} name
 * @param {string} folder
 * @param {boolean} ended whether the run of its tests ended without an error
 */
function reportTests(name, folder, ended) {
  const { count, problem } = checkCount(countResults(join(root, folder)), ended);
  const parts = Object.entries(count).filter(([, number]) => number > 0);
  const text = parts.map(([kind, number]) => `${number} ${kind}`).join(", ");
  console.log(`  ${count.failed === 0 ? "✓" : "✗"} ${name}: ${text}${problem}`);
  for (const failure of nameFailures(join(root, folder))) console.log(`      ${failure}`);
  return count;
}
