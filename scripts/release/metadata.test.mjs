import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../run.mjs";
import { listPackages } from "../workspace.mjs";
import { faultsOf } from "./metadata.mjs";

const packages = listPackages(root).filter(({ folder }) => folder.startsWith("packages/"));
const published = packages.filter(({ manifest }) => !manifest.private);

test("all packages except the test servers are published", () => {
  const unpublished = packages.filter(({ manifest }) => manifest.private);
  expect(unpublished.map(({ folder }) => folder)).toEqual([
    "packages/browser-contract",
    "packages/test-servers",
  ]);
  expect(published.length).toBeGreaterThan(9);
});

test.each(published)("$folder has the metadata for a registry", ({ folder, manifest }) => {
  expect(faultsOf(folder, manifest)).toEqual([]);
  expect(existsSync(join(root, folder, "README.md"))).toBe(true);
});

test("faults are reported", () => {
  const good = published[0];
  if (!good) throw new Error("There is no package.");
  const { folder, manifest } = good;
  const faults = (/** @type {object} */ change) => faultsOf(folder, { ...manifest, ...change });

  for (const field of ["description", "keywords", "homepage", "bugs", "license", "sideEffects"]) {
    expect(faults({ [field]: undefined }), field).toHaveLength(1);
  }
  expect(faults({ repository: { ...manifest.repository, directory: "packages" } })).toHaveLength(1);
  expect(faults({ engines: {} })).toHaveLength(1);
  expect(faults({ files: ["dist", "src"] })).toHaveLength(1);
  expect(faults({ exports: { ".": "./dist/index.js" } })).toHaveLength(1);
  expect(faults({ exports: { ".": { default: "./a.js", types: "./a.d.ts" } } })).toHaveLength(1);
  expect(faults({ dependencies: { jose: "6.2.17" } })).toHaveLength(1);
  expect(faults({ dependencies: { "@sessionkit/core": "workspace:*" } })).toHaveLength(1);
});
