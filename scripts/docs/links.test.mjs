import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { root } from "../run.mjs";
import { listPackages } from "../workspace.mjs";

const folders = ["", "docs", "docs/decisions", ...listPackages(root).map(({ folder }) => folder)];
const pages = folders.flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name)),
);

test.each(pages)("what %s links to is there", (page) => {
  const text = readFileSync(join(root, page), "utf8");
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = ""]) => link);
  const targets = links.map((link) => relative(root, join(root, dirname(page), link)));
  expect(targets.filter((target) => !existsSync(join(root, target)))).toEqual([]);
});
