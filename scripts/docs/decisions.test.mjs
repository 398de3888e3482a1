import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../run.mjs";

const folder = join(root, "docs/decisions");
const records = readdirSync(folder)
  .filter((name) => name !== "README.md")
  .sort()
  .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));

test("decisions are numbered from 0001, without gaps", () => {
  const numbers = records.map(({ name }) => name.slice(0, 5));
  expect(numbers).toEqual(records.map((_, index) => `${String(index + 1).padStart(4, "0")}-`));
});

test("the index lists every decision in order, by number and title", () => {
  const index = readFileSync(join(folder, "README.md"), "utf8");
  const rows = [...index.matchAll(/^\| \[(\d+)\]\((.+)\) \| (.+) \|$/gm)];
  expect(
    rows.map(([, number, name, title]) => ({ name, heading: `# ${number}. ${title}` })),
  ).toEqual(records.map(({ name, text }) => ({ name, heading: text.split("\n", 1)[0] })));
});

test.each(records)(
  "$name has a context, a decision and consequences, in at most 60 lines",
  ({ text }) => {
    const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    expect(sections[0]).toBe("Context");
    expect(sections.at(-1)).toBe("Consequences");
    expect(sections.some((title) => /decisions?$/i.test(title ?? ""))).toBe(true);
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(60);
  },
);
