import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { listPackages } from "../workspace.mjs";
import { readBlocks } from "./read-blocks.mjs";

/**
 * @typedef {object} Page a Markdown file that shows code
 * @property {string} path relative to the root
 * @property {string} folder the package it belongs to; "" for the workspace
 * @property {import("./read-blocks.mjs").Block[]} blocks
 */

/**
 * Every page for users and contributors that shows code: those in the root, in `docs` and in `docs/how-to`, and each
 * package's README.
 *
 * @param {string} root
 * @returns {Page[]}
 */
export function listPages(root) {
  const readmes = listPackages(root)
    .map(({ folder }) => ({ folder, path: `${folder}/README.md` }))
    .filter(({ path }) => existsSync(join(root, path)));
  const others = ["", "docs/", "docs/how-to/"].flatMap((parent) =>
    readdirSync(join(root, parent))
      .filter((name) => name.endsWith(".md"))
      .map((name) => ({ folder: "", path: `${parent}${name}` })),
  );
  return [...others, ...readmes]
    .map((page) => ({ ...page, blocks: readBlocks(readFileSync(join(root, page.path), "utf8")) }))
    .filter(({ blocks }) => blocks.length > 0);
}
