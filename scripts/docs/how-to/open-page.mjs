import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { filesOf } from "../../readme/page-files.mjs";
import { readBlocks } from "../../readme/read-blocks.mjs";
import { root } from "../../run.mjs";
import { listPackages } from "../../workspace.mjs";

let opened = 0;

/**
 * Writes the files of a how-to page into a folder of their own, where git does not look, beside the packages that they
 * import. `@/…` becomes a relative path. The folder is there until the test ends.
 *
 * @param {string} name of the page
 * @returns {string} the folder
 */
export function openPage(name) {
  const path = `docs/how-to/${name}.md`;
  const blocks = readBlocks(readFileSync(join(root, path), "utf8"));
  const { given, shown } = filesOf({ path, folder: "", blocks });
  const files = [...given, ...shown].filter(({ path }) => !path.endsWith(".d.ts"));
  const folder = join(root, ".results/how-to", `${process.pid}-${++opened}`);
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const { path, code } of files)
    write(
      join(folder, path),
      code.replaceAll('"@/', `"${"../".repeat(path.split("/").length - 1) || "./"}`),
    );
  write(join(folder, "package.json"), '{ "type": "module" }');
  for (const one of new Set(files.flatMap(({ code }) => packagesIn(code)))) link(folder, one);
  return folder;
}

/**
 * @param {string} file
 * @param {string} text
 */
function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/**
 * The names of the packages that a file imports.
 *
 * @param {string} code
 */
function packagesIn(code) {
  const sources = [...code.matchAll(/(?:from|import|require\() ?"([^".][^"]*)"/g)];
  return sources
    .map(([, source = ""]) => source)
    .filter((source) => !/^(?:node:|@\/)/.test(source))
    .map((source) => /^(?:@[^/]+\/)?[^/]+/.exec(source)?.[0] ?? source);
}

/** Where a package may be installed: the root, and each package and application. */
const homes = ["", ...listPackages(root).map((one) => one.folder)];

/**
 * As a package manager does. A package that is nowhere belongs to a platform that does not run here.
 *
 * @param {string} folder
 * @param {string} name
 */
function link(folder, name) {
  const found = homes
    .map((home) => join(root, home, "node_modules", name))
    .find((path) => existsSync(path));
  if (!found) return;
  const target = join(folder, "node_modules", name);
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(found, target, "dir");
}
