import { expect, test } from "vitest";
import { missingScripts } from "./workspace.mjs";

const build = { build: "tsdown", exports: "publint" };
const scripts = { typecheck: "tsc", test: "vitest run" };

test("an application needs a type check and tests", () => {
  expect(missing({ private: true, scripts })).toEqual([]);
  expect(missing({ private: true })).toEqual(["typecheck", "test"]);
});

test("a published package needs a build and a look at what is published, too", () => {
  expect(missing({ scripts: { ...scripts, ...build } })).toEqual([]);
  expect(missing({ scripts })).toEqual(["build", "exports"]);
});

test("a package with a size limit needs a script that measures it", () => {
  const limited = { private: true, "size-limit": [{ limit: "2 kB" }] };
  expect(missing({ ...limited, scripts })).toEqual(["size"]);
  expect(missing({ ...limited, scripts: { ...scripts, size: "size-limit" } })).toEqual([]);
});

/** @param {object} manifest */
function missing(manifest) {
  const problems = missingScripts({ folder: "packages/a", manifest: { name: "a", ...manifest } });
  return problems.map((problem) => /packages\/a\/package\.json has no "(\w+)"/.exec(problem)?.[1]);
}
