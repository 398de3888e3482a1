import { expect, test } from "vitest";
import { root } from "../run.mjs";
import { checkPage } from "./check-page.mjs";
import { listPages } from "./list-pages.mjs";
import { readBlocks } from "./read-blocks.mjs";

const pages = listPages(root);

test("every published package has a page with code", () => {
  const paths = pages.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(["README.md", "docs/react.md"]));
  expect(paths.filter((path) => path.startsWith("packages/"))).toHaveLength(13);
});

test.each(pages)(
  "the code of $path is correct",
  (page) => {
    expect(checkPage(root, page)).toEqual([]);
  },
  180_000,
);

test("faults are reported by file and line", () => {
  const text = `# Page

\`\`\`ts
// lib/numbers.ts
export const one: number = 1;
// lib/more.ts
import { one } from "@/lib/numbers";
export const text: string = one;
\`\`\`

\`\`\`json
{ one: 1 }
\`\`\`

\`\`\`sh
npm install @sessionkit/core
npm install @sessionkit/nothing
\`\`\`

\`\`\`vue
<p />
\`\`\`
`;
  const page = { path: "docs/page.md", folder: "", blocks: readBlocks(text) };
  expect(checkPage(root, page)).toEqual([
    "docs/page.md:12 This is not JSON.",
    expect.stringMatching(/^docs\/page\.md:17 @sessionkit\/nothing /),
    `docs/page.md:21 There is no check for a block of "vue".`,
    expect.stringMatching(/^docs\/page\.md:8 .*'number' is not assignable.*TS2322/),
  ]);
}, 180_000);

test("a file that a page shows twice is refused, and a how-to page imports what its README shows", () => {
  const code = (/** @type {string} */ member) => `\`\`\`ts
// lib/page.ts
import { sessions } from "./sessions.js";
export const found = sessions.${member};
\`\`\`
`;
  const text = code("basePath") + code("bassPath");
  const page = { path: "docs/how-to/page.md", folder: "", blocks: readBlocks(text) };
  expect(checkPage(root, page)).toEqual([
    "docs/how-to/page.md:2 lib/page.ts is shown twice.",
    expect.stringMatching(/^docs\/how-to\/page\.md:9 .*'bassPath' does not exist/),
  ]);
}, 180_000);

test("a block that does not end is refused", () => {
  expect(() => readBlocks("```ts\nexport {};\n")).toThrow("The block of line 2 does not end.");
});
