import { cpSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { bareEnvironment } from "../bare-environment.mjs";
import { environment, root, run } from "../run.mjs";
import { listPackages } from "../workspace.mjs";

const parts = [
  ".changeset",
  "apps",
  "packages",
  "scripts",
  "LICENSE",
  "package.json",
  "pnpm-workspace.yaml",
];

/** Made by tools, and not needed to publish what was built. */
const made = /^(node_modules|\.next|\.turbo|\.results|test-results|generated|results)$/;

/**
 * The workspace as a repository of its own in a temporary folder, with what is built, so that versions can be changed
 * and published there. Packages see each other; nothing else is installed.
 *
 * @returns {Promise<string>} the folder
 */
export async function copyWorkspace() {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), "sessionkit-copy-")));
  for (const part of parts) {
    cpSync(join(root, part), join(copy, part), {
      recursive: true,
      filter: (source) => !made.test(basename(source)),
    });
  }
  mkdirSync(join(copy, "home"));
  linkPackages(copy);
  await inCopy(copy, ["git", "init", "--quiet", "--initial-branch=main"]);
  await commit(copy, "chore: start here");
  return copy;
}

/**
 * Runs a command of the workspace in the copy, for at most three minutes; it throws where the command fails. Nothing of
 * whoever runs this has a say: their registry and their right to publish there are out of reach.
 *
 * @param {string} copy
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} [more]
 */
export async function inCopy(copy, command, more = {}) {
  const env = { ...bareEnvironment(), PATH: environment.PATH, ...nobody(copy), ...more };
  const { ok, output } = await run(command, { cwd: copy, env, minutes: 3 });
  if (!ok) throw new Error(`${command.join(" ")} failed:\n${output}`);
  return output;
}

/**
 * @param {string} copy
 * @param {string} message
 */
export async function commit(copy, message) {
  const author = ["-c", "user.name=sessionkit", "-c", "user.email=sessionkit@localhost"];
  await inCopy(copy, ["git", "add", "--all", "--", ".", ":!**/node_modules", ":!home"]);
  await inCopy(copy, ["git", ...author, "commit", "--quiet", "-m", message]);
}

/** @param {string} copy */
function nobody(copy) {
  return {
    HOME: join(copy, "home"),
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    npm_config_cache: join(copy, "home", "cache"),
    npm_config_globalconfig: "/dev/null",
    npm_config_registry: "http://127.0.0.1:9/",
    npm_config_userconfig: join(copy, "home", ".npmrc"),
  };
}

/**
 * As an installation links them: what is published takes the versions of its dependencies from there.
 *
 * @param {string} copy
 */
function linkPackages(copy) {
  const packages = listPackages(copy);
  for (const { folder, manifest } of packages) {
    for (const name of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })) {
      const target = packages.find((one) => one.manifest.name === name);
      if (!target) continue;
      const link = join(copy, folder, "node_modules", name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(relative(dirname(link), join(copy, target.folder)), link);
    }
  }
}
