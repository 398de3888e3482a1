import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { readBlocks } from "../readme/read-blocks.mjs";
import { splitFiles } from "../readme/split-files.mjs";
import { root } from "../run.mjs";

/** @typedef {Record<string, [from: string, to: string][]>} Edits */

/** A line such as `// here: packages/core/README.md 1`, or `// here: packages/bindings/next/README.md 1 proxy.ts`. */
const here = /^\/\/ here: (\S+\.md) (\d+)(?: (\S+))?$/m;

/**
 * Copies the files of an application, and replaces their `// here:` lines with code of our pages: the nth block of
 * TypeScript of a page, or one file of it.
 *
 * @param {string} app
 * @param {string} folder that the files are copied to; it may have others
 * @param {Edits} edits the replacements in each file; each text must occur exactly once
 */
export function fillIn(app, folder, edits) {
  cpSync(app, folder, { recursive: true });
  const files = readdirSync(app, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(app, join(entry.parentPath, entry.name)));
  for (const path of files) {
    const file = join(folder, path);
    let code = readFileSync(file, "utf8").replace(here, (_, page, number, part) =>
      codeOf(page, Number(number), part),
    );
    for (const [from, to] of edits[path] ?? []) {
      if (code.split(from).length !== 2)
        throw new Error(`${file} does not contain ${from} exactly once.`);
      code = code.replace(from, () => to);
    }
    writeFileSync(file, code);
  }
}

/**
 * @param {string} page
 * @param {number} number
 * @param {string | undefined} part
 */
function codeOf(page, number, part) {
  const blocks = readBlocks(readFileSync(join(root, page), "utf8"));
  const block = blocks.filter(({ language }) => /^tsx?$/.test(language))[number - 1];
  if (!block) throw new Error(`${page} has no block of TypeScript number ${number}.`);
  if (!part) return block.code;
  const file = splitFiles(block, "").find(({ path }) => path === part);
  if (!file) throw new Error(`${page} shows no ${part} in block ${number}.`);
  return file.code;
}
