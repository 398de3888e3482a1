import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readBlocks } from "../../readme/read-blocks.mjs";
import { splitFiles } from "../../readme/split-files.mjs";
import { root } from "../../run.mjs";
import { membersOf } from "../declarations.mjs";

const read = (/** @type {string} */ path) => readFileSync(join(root, "docs", path), "utf8");

/** @param {string} folder @returns {string[]} its pages, relative to `docs` */
const pagesIn = (folder) =>
  readdirSync(join(root, "docs", folder))
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .map((name) => join(folder, name));

const howTo = pagesIn("how-to").map((path) => ({ path, text: read(path) }));

describe.each(howTo)("$path", ({ text }) => {
  test("has at most 60 lines", () => {
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(60);
  });

  test("shows one file in each block of code, under its path", () => {
    const blocks = readBlocks(text).filter(({ language }) => /^(?:tsx?|js)$/.test(language));
    const paths = blocks.map((block) => splitFiles(block, "").map(({ path }) => path));
    expect(paths.filter((files) => files.length !== 1 || files[0] === "")).toEqual([]);
    expect(paths.length).toBeGreaterThan(0);
  });

  test("ends with a list of what to watch for", () => {
    const [, list = ""] = text.split("\n## Watch for\n\n");
    expect(
      list
        .trimEnd()
        .split("\n")
        .filter((line) => !line.startsWith("- ")),
    ).toEqual([]);
  });
});

describe("the index", () => {
  const rows = [...read("README.md").matchAll(/^\| \[(.+?)\]\((.+?)\) \| .+ \|$/gm)].map(
    ([, title, path = ""]) => ({ title, path }),
  );
  const pages = [...howTo.map(({ path }) => path), ...pagesIn("."), "decisions/README.md"];

  test("lists every page once, those of how-to first", () => {
    const paths = rows.map(({ path }) => path);
    expect([...paths].sort()).toEqual([...pages].sort());
    expect(paths.slice(0, howTo.length).every((path) => path.startsWith("how-to/"))).toBe(true);
  });

  test.each(rows)("calls $path by its title", ({ title, path }) => {
    expect(read(path).split("\n", 1)[0]).toBe(`# ${title}`);
  });
});

test.each([...membersOf("SessionDetails"), ...membersOf("Session")])(
  "the table of fields has %s",
  (field) => {
    expect(read("how-to/README.md")).toMatch(new RegExp(`^\\| \`${field}\` \\|`, "m"));
  },
);
