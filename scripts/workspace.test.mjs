import { existsSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { root } from "./run.mjs";
import { listPackages, missingScripts } from "./workspace.mjs";

const scripts = { typecheck: "tsc", test: "vitest run" };

test("an application needs a type check and tests", () => {
  expect(missing({ private: true, scripts })).toEqual([]);
  expect(missing({ private: true })).toEqual(["typecheck", "test"]);
});

test("a published package also needs a build", () => {
  expect(missing({ scripts: { ...scripts, build: "tsdown" } })).toEqual([]);
  expect(missing({ scripts })).toEqual(["build"]);
});

test("a package with a size limit needs a `size` script", () => {
  const limited = { private: true, "size-limit": [{ limit: "2 kB" }] };
  expect(missing({ ...limited, scripts })).toEqual(["size"]);
  expect(missing({ ...limited, scripts: { ...scripts, size: "size-limit" } })).toEqual([]);
});

test("tsconfig.base.json has the source of each entry that packages export", () => {
  const { config } = ts.readConfigFile(join(root, "tsconfig.base.json"), ts.sys.readFile);
  /** @type {Record<string, string[]>} */
  const paths = config.compilerOptions.paths;
  const entries = listPackages(root).flatMap(({ manifest }) =>
    Object.entries(manifest.exports ?? {})
      .filter(([, target]) => typeof target === "object" && target.default?.endsWith(".js"))
      .map(([entry]) => `${manifest.name}${entry.slice(1)}`),
  );
  expect(Object.keys(paths).sort()).toEqual(entries.sort());
  for (const file of Object.values(paths).flat())
    expect(existsSync(join(root, file.replace(/\*.*/, ""))), file).toBe(true);
});

/** @param {object} manifest */
function missing(manifest) {
  const problems = missingScripts({ folder: "packages/a", manifest: { name: "a", ...manifest } });
  return problems.map((problem) => /packages\/a\/package\.json has no "(\w+)"/.exec(problem)?.[1]);
}
