import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "./run.mjs";

const core = join(root, "packages/core/src");
const decision = "docs/decisions/0032-size-of-core.md";

/** Lines of code, imports included: without empty lines, comments and tests. */
const files = readdirSync(core, { recursive: true, encoding: "utf8" })
  .filter((name) => /(?<!\.test|\.test-d)\.ts$/.test(name))
  .map((name) => {
    const lines = readFileSync(join(core, name), "utf8").split("\n");
    return { folder: dirname(name), lines: lines.filter(isCode).length };
  });

/** @param {string} line */
function isCode(line) {
  return !/^\s*($|\/\/|\/?\*)/.test(line);
}

/** The rows of the decision: a folder, what it contains, and at most how many lines. */
const limits = [
  ...readFileSync(join(root, decision), "utf8").matchAll(/^\| `([^`]+)` \|.*\| ([\d,]+) \|$/gm),
].map(([, folder = "", limit = ""]) => ({ folder, limit: Number(limit.replaceAll(",", "")) }));

describe(`the size of core is at most that of ${decision}`, () => {
  test("every folder has a limit", () => {
    const folders = new Set(files.map(({ folder }) => folder));
    expect(limits.map(({ folder }) => folder).sort()).toEqual(["all", ...folders].sort());
  });

  test.each(limits)("$folder has at most $limit lines", ({ folder, limit }) => {
    const own = files.filter((file) => folder === "all" || file.folder === folder);
    expect(own.reduce((sum, { lines }) => sum + lines, 0)).toBeLessThanOrEqual(limit);
  });
});
