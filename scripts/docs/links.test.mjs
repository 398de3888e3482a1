import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { root } from "../run.mjs";
import { listPackages } from "../workspace.mjs";

const folders = [
  ...["", "docs", "docs/decisions", "docs/how-to"],
  ...listPackages(root).map(({ folder }) => folder),
];
const pages = folders.flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name)),
);

test.each(pages)("the links of %s lead to existing files", (page) => {
  const text = readFileSync(join(root, page), "utf8");
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = ""]) => link);
  const targets = links.map((link) => relative(root, join(root, dirname(page), link)));
  expect(targets.filter((target) => !existsSync(join(root, target)))).toEqual([]);
});

test.each(pages)("the anchors of %s lead to existing headings", (page) => {
  const text = readFileSync(join(root, page), "utf8");
  const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/g)];
  const missing = links.filter(([, link = "", anchor = ""]) => {
    const target = link === "" ? page : join(dirname(page), link);
    return !anchorsOf(target.endsWith(".md") ? target : join(target, "README.md")).includes(anchor);
  });
  expect(missing.map(([text]) => text)).toEqual([]);
});

/**
 * The anchors that GitHub generates for the headings of a page.
 *
 * @param {string} page
 */
function anchorsOf(page) {
  const headings = readFileSync(join(root, page), "utf8").matchAll(/^#{1,6} (.+)$/gm);
  return [...headings].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
