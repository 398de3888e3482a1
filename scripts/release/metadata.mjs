import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../run.mjs";

const home = "https://github.com/sessionkit/sessionkit";
const { catalog } = parse(readFileSync(join(root, "pnpm-workspace.yaml"), "utf8"));

/**
 * The faults of the package.json of a published package, one sentence each.
 *
 * @param {string} folder relative to the root
 * @param {import("../workspace.mjs").Manifest} manifest
 */
export function faultsOf(folder, manifest) {
  const { description, keywords, homepage, bugs, license, sideEffects, type } = manifest;
  return Object.entries({
    "There is no description that ends with a full stop.": /^[A-Z].+\.$/.test(description ?? ""),
    "There are fewer than three keywords.": (keywords ?? []).length >= 3,
    "The homepage is not its folder.": homepage === `${home}/tree/main/${folder}#readme`,
    "`bugs` is not the issue tracker.": bugs === `${home}/issues`,
    "The repository is not named with its folder.": isRepository(folder, manifest.repository),
    "The license is not MIT.": license === "MIT",
    "It is not a module.": type === "module",
    "There is no `sideEffects`.": sideEffects !== undefined,
    "The range of Node is not the workspace's.": manifest.engines?.node === ">=20.19",
    "More is published than `dist` and `schema`.": onlyBuilt(manifest.files ?? []),
    "An export has no types, or they are not before the code.": Object.values(
      manifest.exports ?? {},
    ).every(typesFirst),
    "A dependency is not a range, so that users get no fixes of it.": Object.entries(
      manifest.dependencies ?? {},
    ).every(isRange),
  })
    .filter(([, holds]) => !holds)
    .map(([fault]) => fault);
}

/**
 * @param {string} folder
 * @param {import("../workspace.mjs").Manifest["repository"]} repository
 */
function isRepository(folder, repository) {
  return repository?.url === `git+${home}.git` && repository.directory === folder;
}

/** @param {string[]} files */
function onlyBuilt(files) {
  return files.includes("dist") && files.every((file) => file === "dist" || file === "schema");
}

/** @param {string | Record<string, string>} target */
function typesFirst(target) {
  if (typeof target === "string") return !/\.[jt]s$/.test(target);
  return Object.keys(target).join() === "types,default" && /\.d\.ts$/.test(target.types ?? "");
}

/** @param {[string, string]} dependency */
function isRange([name, version]) {
  if (name.startsWith("@sessionkit/")) return version === "workspace:^";
  return (version === "catalog:" ? catalog[name] : version)?.startsWith("^") ?? false;
}
