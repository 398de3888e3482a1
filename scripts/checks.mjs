import { root, run } from "./run.mjs";
import { listPackages, missingScripts } from "./workspace.mjs";

/**
 * Runs all checks that are not tests: format, lint, layers, unused code, builds, types, published files and sizes.
 * Prints a line for each check, and the output of failed ones.
 *
 * @returns {Promise<boolean[]>} whether each check passed
 */
export async function runChecks() {
  console.log("\nChecks");
  return [
    report("package scripts", listPackages(root).flatMap(missingScripts).join("\n")),
    ...(await Promise.all([
      check("format and lint", ["biome", "check", "--error-on-warnings"]),
      check("layers", ["node", "scripts/layers.mjs"]),
      check("unused code", ["knip"]),
      check("types of the scripts", ["tsc", "--project", "."]),
    ])),
    await check("build", turbo("build")),
    await check("types", turbo("typecheck")),
    await check("published files", ["node", "scripts/published-files.mjs"]),
    await check("bundle sizes", turbo("size", "./packages/**")),
  ];
}

/**
 * @param {string} task
 * @param {string} [packages]
 */
export function turbo(task, packages = "*") {
  const logs = task === "test" ? "--summarize" : "--output-logs=errors-only";
  const command = ["turbo", "run", task, `--filter=${packages}`];
  return [...command, "--continue=dependencies-successful", logs];
}

/**
 * @param {string} title
 * @param {string} problem empty if there is none
 */
export function report(title, problem) {
  console.log(problem === "" ? `  ✓ ${title}` : `  ✗ ${title}\n${problem}\n`);
  return problem === "";
}

/**
 * @param {string} title
 * @param {string[]} command
 */
async function check(title, command) {
  const { ok, output } = await run(command);
  return report(title, ok ? "" : output.trim() || "It ended with an error and without output.");
}
