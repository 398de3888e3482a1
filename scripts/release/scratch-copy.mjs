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

/** Files that tools generate, and that are not needed to publish. */
const generated = /^(node_modules|\.next|\.turbo|\.results|test-results|generated|results)$/;

/**
 * Copies the workspace with its builds to a temporary folder with a git repository of its own, so that versions can be
 * changed and published there. Packages are linked to each other; nothing else is installed.
 *
 * @returns {Promise<string>} the folder
 */
export async function copyWorkspace() {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), "sessionkit-copy-")));
  for (const part of parts) {
    cpSync(join(root, part), join(copy, part), {
      recursive: true,
      filter: (source) => !generated.test(basename(source)),
    });
  }
  mkdirSync(join(copy, "home"));
  linkPackages(copy);
  await inCopy(copy, ["git", "init", "--quiet", "--initial-branch=main"]);
  await commit(copy, "chore: initial state");
  return copy;
}

/**
 * Runs a command of the workspace in the copy, for at most three minutes. Rejects if the command fails. The settings of
 * the current user have no effect: their registry and their credentials are not accessible.
 *
 * @param {string} copy
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} [more]
 */
export async function inCopy(copy, command, more = {}) {
  const env = { ...bareEnvironment(), PATH: environment.PATH, ...isolatedSettings(copy), ...more };
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
function isolatedSettings(copy) {
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
 * Links the packages as an installation does: publishing reads the versions of dependencies from the links.
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
