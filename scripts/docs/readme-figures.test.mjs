import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../run.mjs";

const readme = readFileSync(join(root, "README.md"), "utf8");
const sections = readFileSync(join(root, "docs/benchmarks.md"), "utf8").split("\n## ");

const row = /^\| [^|]*\(docs\/benchmarks\.md#([\w-]+)\)[^|]* \| ([^|]+) \| ([^|]+) \|$/gm;
const figures = [...readme.matchAll(row)].flatMap(([, anchor = "", own = "", others = ""]) => [
  ...[...own.matchAll(/\d[\d.,]*/g)].map(([figure]) => ({ anchor, name: "", figure })),
  ...others.split(" · ").map((text) => {
    const [name = "", figure = ""] = text.split(": ");
    return { anchor, name, figure };
  }),
]);

test("the README has a table of figures", () => {
  expect(figures.length).toBeGreaterThan(10);
});

test.each(figures)(
  "docs/benchmarks.md has $figure in $anchor: $name",
  ({ anchor, name, figure }) => {
    const section = sections.find((text) => anchorOf(text) === anchor) ?? "";
    const rows = section.split("\n").filter((line) => line.startsWith("| "));
    const named = rows.filter((line) => name.split(" ").every((word) => line.includes(word)));
    expect(named.flatMap((line) => line.match(/\d[\d.,]*\d|\d/g) ?? [])).toContain(figure);
  },
);

/** @param {string} section */
function anchorOf(section) {
  return section.split("\n", 1)[0]?.toLowerCase().replaceAll(" ", "-");
}
