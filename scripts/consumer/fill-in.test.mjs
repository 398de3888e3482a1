import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fillIn } from "./fill-in.mjs";

let app = "";
let folder = "";
beforeEach(() => {
  app = mkdtempSync(join(tmpdir(), "fill-in-"));
  folder = mkdtempSync(join(tmpdir(), "fill-in-"));
});
afterEach(() => {
  rmSync(app, { recursive: true });
  rmSync(folder, { recursive: true });
});

test("code of a page replaces its `here` line", () => {
  write("// before\n// here: packages/core/README.md 1\n// after\n");
  fillIn(app, folder, {});
  expect(read()).toMatch(/^\/\/ before\nimport [\s\S]*createSessions\(\{[\s\S]*\n\/\/ after\n$/);
});

test("one of several files of a block is inserted alone", () => {
  write("// here: packages/bindings/next/README.md 1 app/api/auth/[...session]/route.ts\n");
  fillIn(app, folder, {});
  expect(read()).toMatch(
    /^\/\/ app\/api\/auth\/\[\.\.\.session\]\/route\.ts\nimport .+;\nexport const \{ GET, POST, DELETE \} = handlers;\n+$/,
  );
});

test("files that are in the folder already remain, or are replaced by those of the application", () => {
  writeFileSync(join(folder, "app.ts"), "// before");
  writeFileSync(join(folder, "other.ts"), "// here: packages/core/README.md 1\n");
  write("// after\n");
  fillIn(app, folder, {});
  expect(read()).toBe("// after\n");
  expect(readFileSync(join(folder, "other.ts"), "utf8")).toMatch(/^\/\/ here/);
});

test("an edit of the reader is applied", () => {
  write("// here: packages/core/README.md 1\n");
  fillIn(app, folder, { "app.ts": [['strategy: "jwt"', 'strategy: "database"']] });
  expect(read()).toContain('strategy: "database", // or "database"');
});

test.each([
  ["// here: packages/core/README.md 9", {}, "no block of TypeScript number 9"],
  ["// here: README.md 1 lib/no.ts", {}, "shows no lib/no.ts"],
  [
    "// here: packages/core/README.md 1",
    { "app.ts": [["jwt!", ""]] },
    "does not contain jwt! exactly once",
  ],
])("a missing block, file or text is an error: %s", (text, edits, reason) => {
  write(`${text}\n`);
  expect(() => fillIn(app, folder, /** @type {import("./fill-in.mjs").Edits} */ (edits))).toThrow(
    reason,
  );
});

/** @param {string} text */
function write(text) {
  writeFileSync(join(app, "app.ts"), text);
}

function read() {
  return readFileSync(join(folder, "app.ts"), "utf8");
}
