import { findInstaller } from "./find-installer.mjs";

/** @typedef {{ name: string, debianPackage: string }} Program */

/**
 * @typedef {object} Machine the parts of the machine that the preparation uses
 * @property {() => Promise<string[]>} serverProblems the servers that are configured and cannot be used
 * @property {() => Program[]} missingPrograms the programs that the tests need and the machine lacks
 * @property {(name: string) => boolean} hasProgram
 * @property {boolean} isRoot
 * @property {import("./this-machine.mjs").Run} run
 * @property {(line: string) => void} log
 */

export const browser = { name: "chromium", debianPackage: "chromium" };

/**
 * Installs the programs that the tests need and the machine lacks: through apt if this process may use it, and the
 * browser through Playwright if apt does not have it. Each download has a time limit.
 *
 * @param {Machine} machine
 * @returns {Promise<string>} the programs that are still missing, with the command that installs them; empty if the tests
 *   can run
 */
export async function prepareMachine(machine) {
  const problems = await machine.serverProblems();
  if (problems.length > 0) return problems.join("\n");
  if (machine.missingPrograms().length === 0) return "";
  const installer = await findInstaller(machine);
  if (installer) await installPackages(machine, installer);
  if (lacksBrowser(machine)) await downloadBrowser(machine, installer);
  return explain(machine, machine.missingPrograms());
}

/**
 * Installs one package at a time: a package that the distribution does not have must not prevent the others.
 *
 * @param {Machine} machine
 * @param {string[]} installer
 */
async function installPackages(machine, installer) {
  await attempt(machine, "the package lists", [...installer, "update"], 5);
  for (const name of packagesOf(machine.missingPrograms())) {
    await attempt(
      machine,
      name,
      [...installer, "install", "-y", "--no-install-recommends", name],
      15,
    );
  }
}

/**
 * @param {Machine} machine
 * @param {string[] | undefined} installer without one, Playwright cannot install shared libraries
 */
async function downloadBrowser(machine, installer) {
  const options = ["--no-shell", ...(installer ? ["--with-deps"] : [])];
  const command = ["playwright", "install", ...options, "chromium"];
  await attempt(machine, "the browser of Playwright", command, 15);
}

/**
 * Runs a command and prints a failure. The result is checked afterwards, by looking for the program.
 *
 * @param {Machine} machine
 * @param {string} what
 * @param {string[]} command
 * @param {number} minutes
 */
async function attempt({ run, log }, what, command, minutes) {
  log(`Installing ${what}: ${command.join(" ")}`);
  const { ok, output } = await run(command, { minutes });
  if (!ok) log(`This failed:\n${output.trim().split("\n").slice(-8).join("\n")}`);
}

/**
 * @param {Machine} machine
 * @param {Program[]} missing
 */
function explain({ hasProgram, isRoot }, missing) {
  if (missing.length === 0) return "";
  const names = missing.map(({ name }) => name).join(", ");
  const prefix = isRoot ? "" : "sudo ";
  const install = `apt-get install -y ${packagesOf(missing).join(" ")}`;
  const lines = hasProgram("apt-get")
    ? ["Install them:", `  ${prefix}apt-get update && ${prefix}${install}`]
    : ["Install them with the package manager of this system. On Debian:", `  ${install}`];
  if (missing.some(({ name }) => name === browser.name)) {
    lines.push("Playwright can install the browser as well:");
    lines.push("  npx playwright install --with-deps --no-shell chromium");
  }
  return [`This machine lacks what the tests need: ${names}.`, ...lines].join("\n");
}

/** @param {Machine} machine */
function lacksBrowser({ missingPrograms }) {
  return missingPrograms().some(({ name }) => name === browser.name);
}

/** @param {Program[]} programs */
function packagesOf(programs) {
  return [...new Set(programs.map(({ debianPackage }) => debianPackage))];
}
