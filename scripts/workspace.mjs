import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {object} Manifest the fields of a package.json that scripts read
 * @property {string} name
 * @property {string} [version]
 * @property {boolean} [private]
 * @property {string} [description]
 * @property {string[]} [keywords]
 * @property {string} [homepage]
 * @property {string} [bugs]
 * @property {{ url?: string, directory?: string }} [repository]
 * @property {string} [license]
 * @property {string} [type]
 * @property {boolean | string[]} [sideEffects]
 * @property {{ node?: string }} [engines]
 * @property {string[]} [files]
 * @property {Record<string, string | Record<string, string>>} [exports]
 * @property {Record<string, string>} [scripts]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, string>} [devDependencies]
 * @property {unknown} [size-limit] the configuration of `size-limit`, which requires a `size` script
 */

/** @typedef {{ folder: string, manifest: Manifest }} Package `folder` is relative to the root */

/**
 * Every package and application of the workspace, in the order of pnpm-workspace.yaml.
 *
 * @param {string} root
 * @returns {Package[]}
 */
export function listPackages(root) {
  const settings = readFileSync(join(root, "pnpm-workspace.yaml"), "utf8");
  return [...settings.matchAll(/^ {2}- (.+)\/\*$/gm)]
    .flatMap(([, parent = ""]) => foldersIn(root, parent))
    .map((folder) => ({ folder, manifest: readManifest(join(root, folder)) }));
}

/**
 * The required scripts that a package lacks: turbo skips a missing task without an error.
 *
 * @param {Package} one
 */
export function missingScripts({ folder, manifest }) {
  const wanted = ["typecheck", "test"];
  if (!manifest.private) wanted.push("build");
  if (manifest["size-limit"]) wanted.push("size");
  return wanted
    .filter((name) => !manifest.scripts?.[name])
    .map((name) => `    ${folder}/package.json has no "${name}" script.`);
}

/**
 * @param {string} root
 * @param {string} parent
 */
function foldersIn(root, parent) {
  if (!existsSync(join(root, parent))) return [];
  return readdirSync(join(root, parent))
    .map((name) => `${parent}/${name}`)
    .filter((folder) => existsSync(join(root, folder, "package.json")));
}

/**
 * @param {string} folder
 * @returns {Manifest}
 */
function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}
