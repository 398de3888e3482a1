import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join, posix, relative } from "node:path";

/** @typedef {import("../workspace.mjs").Manifest} Manifest */

const imports = /\b(?:from|import)\b\s*\(?["'](\.\.?\/[\w./-]+\.js)["']/g;

/**
 * Reads the files in the tarball of a package, by path.
 *
 * @param {string} folder the folder that `pnpm pack` wrote it to; it is unpacked there
 * @param {Manifest} manifest
 * @returns {Map<string, string>}
 */
export function readFiles(folder, { name, version }) {
  const base = `${name.slice(1).replace("/", "-")}-${version}`;
  const target = join(folder, base);
  mkdirSync(target, { recursive: true });
  execFileSync("tar", ["-xzf", join(folder, `${base}.tgz`), "-C", target]);
  const top = join(target, "package");
  const files = readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [relative(top, file), readFileSync(file, "utf8")]));
}

/** @param {Map<string, string>} files */
export function listFiles(files) {
  return [...files.keys()].sort();
}

/**
 * The expected files of a tarball: the targets of its exports, the files that these import, and the three files that
 * every package has.
 *
 * @param {Manifest} manifest
 * @param {Map<string, string>} files
 */
export function expectedFiles(manifest, files) {
  const found = new Set(["LICENSE", "README.md", "package.json"]);
  const entries = Object.values(manifest.exports ?? {})
    .flatMap((target) => (typeof target === "string" ? [target] : Object.values(target)))
    .filter((target) => target.startsWith("./dist/"))
    .map((target) => target.slice(2))
    .flatMap((target) => (target.includes("*") ? matchingFiles(target, files) : [target]));
  for (const next of entries) follow(next, files, found);
  return [...found];
}

/**
 * The files of an entry with a `*`, such as `./locales/*`.
 *
 * @param {string} target
 * @param {Map<string, string>} files
 */
function matchingFiles(target, files) {
  const [start = "", end = ""] = target.split("*");
  return [...files.keys()].filter((file) => file.startsWith(start) && file.endsWith(end));
}

/**
 * @param {string} file
 * @param {Map<string, string>} files
 * @param {Set<string>} found
 */
function follow(file, files, found) {
  if (found.has(file)) return;
  found.add(file);
  const types = file.endsWith(".d.ts");
  for (const [, name = ""] of (files.get(file) ?? "").matchAll(imports)) {
    const path = posix.join(posix.dirname(file), name);
    follow(types ? path.replace(/\.js$/, ".d.ts") : path, files, found);
  }
}
