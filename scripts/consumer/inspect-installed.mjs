import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {object} Entry a package in npm's lockfile
 * @property {boolean} [dev]
 * @property {boolean} [devOptional] a development dependency that is also an optional dependency of a package
 * @property {boolean} [optional]
 * @property {boolean} [hasInstallScript]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {Record<string, string>} [peerDependencies]
 */

/**
 * The packages that an application has installed, without its development dependencies: `ours` are needed by our
 * packages, `unexpected` ones neither by our packages nor by those that the application named.
 *
 * @param {string} folder
 */
export function inspectInstalled(folder) {
  /** @type {Record<string, Entry>} */
  const entries = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")).packages;
  const present = Object.keys(entries).filter(
    (path) => path !== "" && !isTool(entries[path]) && exists(join(folder, path)),
  );
  const named = Object.keys(entries[""]?.dependencies ?? {});
  const ours = reach(entries, named.filter(isOurs), false);
  const theirs = reach(
    entries,
    named.filter((name) => !isOurs(name)),
    true,
  );
  return {
    count: present.length,
    megabytes: sum(present.map((path) => sizeOf(join(folder, path)))) / 1e6,
    names: present.map(nameOf),
    ours: present
      .filter((path) => ours.has(path))
      .map(nameOf)
      .sort(),
    unexpected: present.filter((path) => !ours.has(path) && !theirs.has(path)).map(nameOf),
    scripts: present.filter((path) => ours.has(path) && entries[path]?.hasInstallScript),
  };
}

/** @param {Entry | undefined} entry */
function isTool(entry) {
  return Boolean(entry?.dev || entry?.devOptional);
}

/** @param {string} name */
function isOurs(name) {
  return name.startsWith("@sessionkit/");
}

/**
 * Every package that the named packages depend on. An application names the peer dependencies of our packages itself.
 *
 * @param {Record<string, Entry>} entries
 * @param {string[]} names
 * @param {boolean} peers
 */
function reach(entries, names, peers) {
  /** @type {Set<string>} */
  const found = new Set();
  const waiting = names.map((name) => ({ name, from: "" }));
  for (const { name, from } of waiting) {
    const path = resolve(entries, name, from);
    if (path === undefined || found.has(path)) continue;
    found.add(path);
    const { dependencies, optionalDependencies, peerDependencies } = entries[path] ?? {};
    const next = { ...dependencies, ...optionalDependencies, ...(peers ? peerDependencies : {}) };
    waiting.push(...Object.keys(next).map((name) => ({ name, from: path })));
  }
  return found;
}

/**
 * Resolves a package like Node: in the folder of the importing package, then in its parents.
 *
 * @param {Record<string, Entry>} entries
 * @param {string} name
 * @param {string} from
 * @returns {string | undefined}
 */
function resolve(entries, name, from) {
  const path = join(from, "node_modules", name);
  if (entries[path]) return path;
  if (from === "") return undefined;
  return resolve(entries, name, from.slice(0, Math.max(0, from.lastIndexOf("/node_modules/"))));
}

/** @param {string} path */
function nameOf(path) {
  return path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
}

/** @param {string} path packages for other platforms are in the lockfile only */
function exists(path) {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * @param {string} folder
 * @returns {number} bytes, without the packages inside
 */
function sizeOf(folder) {
  return sum(
    readdirSync(folder, { withFileTypes: true }).map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === "node_modules" ? 0 : sizeOf(path);
      return entry.isFile() ? statSync(path).size : 0;
    }),
  );
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
