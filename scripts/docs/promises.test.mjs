import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../run.mjs";

/** The rows of the tables of guarantees and of failures, each with its test. */
const rows = ["docs/security.md", "docs/revocation.md"]
  .flatMap((page) => [
    ...readFileSync(join(root, page), "utf8").matchAll(
      /^\| (.+?) \|(?:.+\|)? `(\w+\/[\w./-]+)` \| (.+) \|$/gm,
    ),
  ])
  .map(([, promise = "", file = "", title = ""]) => ({ promise, file, title }));

test("the page names a test for each guarantee", () => {
  expect(rows.length).toBeGreaterThan(15);
});

/** A title is in quotes, or the end of a template that begins with the name of the case. */
test.each(rows)("$promise: the test exists", ({ file, title }) => {
  const text = readFileSync(join(root, file), "utf8");
  expect([`"${title}"`, `\${name} ${title}\``].some((form) => text.includes(form))).toBe(true);
});
