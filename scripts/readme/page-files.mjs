import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../run.mjs";
import { readBlocks } from "./read-blocks.mjs";
import { splitFiles } from "./split-files.mjs";

/** @typedef {import("./split-files.mjs").File} File */

const ambientTypes = join(import.meta.dirname, "ambient-types");
const howToReadme = "docs/how-to/README.md";

/**
 * The files of a page: those that it shows, and those that it requires. The latter are in `ambient-types`: in
 * `every-page`, in a folder with the page's name and in one for each of its parents. `globals.d.ts` declares names, and
 * the page imports the other files. The README of `docs/how-to` shows the files that the other pages there import.
 *
 * @param {import("./list-pages.mjs").Page} page
 * @returns {{ given: File[], shown: File[] }}
 */
export function filesOf(page) {
  const isHowTo = page.path.startsWith("docs/how-to/") && page.path !== howToReadme;
  return {
    given: [
      ...readFolder(join(ambientTypes, "every-page")),
      ...(isHowTo ? filesOfBlocks(readBlocks(readFileSync(join(root, howToReadme), "utf8"))) : []),
      ...namesOf(page).flatMap((name) => readFolder(join(ambientTypes, name))),
    ],
    shown: filesOfBlocks(page.blocks),
  };
}

/** @param {import("./read-blocks.mjs").Block[]} blocks */
function filesOfBlocks(blocks) {
  return blocks.flatMap((block, index) =>
    /^(?:tsx?|js)$/.test(block.language)
      ? splitFiles(block, `block-${index + 1}.${block.language}`)
      : [],
  );
}

/**
 * `docs/how-to/roles.md` has `docs`, `docs-how-to` and `docs-how-to-roles`.
 *
 * @param {import("./list-pages.mjs").Page} page
 */
function namesOf({ path }) {
  const segments = path
    .replace(/^packages\/(stores|bindings)?\/?|\/README\.md$|\.md$/g, "")
    .toLowerCase()
    .split("/");
  return segments.map((_, index) => segments.slice(0, index + 1).join("-"));
}

/**
 * @param {string} folder
 * @returns {File[]}
 */
function readFolder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({
      path: file.slice(folder.length + 1),
      line: 1,
      code: readFileSync(file, "utf8"),
    }));
}
