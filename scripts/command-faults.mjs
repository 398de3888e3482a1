import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** @typedef {{ packages: import("./workspace.mjs").Package[], root: string }} Workspace */

/**
 * The faults of a shell command in a page or a workflow: a package that is not published, another version of pnpm, a
 * script that does not exist. Other commands are not checked.
 *
 * @param {string} line
 * @param {Workspace} workspace
 * @returns {string[]}
 */
export function commandFaults(line, workspace) {
  const words = line
    .replace(/(^|\s)#.*$/, "")
    .trim()
    .split(/\s+/);
  while (/^\w+=/.test(words[0] ?? "")) words.shift();
  const [first, second, third = "", ...rest] = words;
  if (first === "npm" && (second === "install" || second === "i")) {
    return installFaults([third, ...rest], workspace);
  }
  if (first === "npx" && second === "-y" && third.startsWith("pnpm@")) {
    return [...versionFaults(third, workspace), ...scriptFaults(rest, workspace)];
  }
  return [];
}

/**
 * @param {string[]} words
 * @param {Workspace} workspace
 */
function installFaults(words, { packages }) {
  const known = new Set(
    packages
      .filter(({ manifest }) => !manifest.private)
      .flatMap(({ manifest }) => [
        manifest.name,
        ...Object.keys({ ...manifest.peerDependencies, ...manifest.devDependencies }),
      ])
      .filter(
        (name) => !packages.some((one) => one.manifest.name === name && one.manifest.private),
      ),
  );
  return words
    .filter((word) => word !== "" && !word.startsWith("-"))
    .map((word) => word.replace(/(?<=.)@.*$/, ""))
    .filter((name) => !known.has(name))
    .map((name) => `${name} is neither one of our packages nor a dependency of them.`);
}

/**
 * @param {string} pnpm
 * @param {Workspace} workspace
 */
function versionFaults(pnpm, { root }) {
  const { packageManager } = readManifest(root);
  return packageManager.startsWith(`${pnpm}+`) ? [] : [`${pnpm} is not ${packageManager}.`];
}

/**
 * @param {string[]} words
 * @param {Workspace} workspace
 */
function scriptFaults(words, { root, packages }) {
  const [flag, filter, ...filtered] = words;
  const one =
    flag === "--filter" &&
    packages.find(({ folder, manifest }) =>
      [manifest.name, folder].includes(filter?.replace(/^\.\//, "") ?? ""),
    );
  if (flag === "--filter" && !one) return [`There is no package called ${filter}.`];
  const name = (one ? filtered : words).find((word) => word !== "run" && !word.startsWith("-"));
  if (!name || name === "install" || name === "exec") return [];
  const scripts = one ? [one.manifest] : [readManifest(root), ...packages.map((p) => p.manifest)];
  if (scripts.some((manifest) => manifest.scripts?.[name])) return [];
  return tools(root).includes(name) ? [] : [`There is no script called ${name}.`];
}

/** @param {string} root the programs that `pnpm name` runs if no script has that name */
function tools(root) {
  return readdirSync(join(root, "node_modules/.bin"));
}

/** @param {string} root */
function readManifest(root) {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
}
