import { findInstaller } from "./find-installer.mjs";

/** @typedef {{ name: string, debianPackage: string }} Program */

/**
 * @typedef {object} Machine what the preparation sees of the machine, and what it may do there
 * @property {() => Promise<string[]>} serverProblems why tests would not get a server, whatever is installed
 * @property {() => Program[]} missingPrograms what the tests need and the machine lacks
 * @property {(name: string) => boolean} hasProgram
 * @property {boolean} isRoot
 * @property {import("./this-machine.mjs").Run} run
 * @property {(line: string) => void} log
 */

export const browser = { name: "chromium", debianPackage: "chromium" };

/**
 * Installs the programs that the tests need and the machine lacks: through apt where this process may use it, and a
 * browser that apt does not have through Playwright. Each download is limited in time.
 *
 * @param {Machine} machine
 * @returns {Promise<string>} what is still missing and the command that installs it; empty if the tests can run
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
 * One package at a time: one that this release of the distribution does not have must not keep the others away.
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
 * A failure is shown and decides nothing: whether the program is there does, afterwards.
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
    : ["Install them as this system does it. On Debian:", `  ${install}`];
  if (missing.some(({ name }) => name === browser.name)) {
    lines.push("Playwright, too, can install the browser:");
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
