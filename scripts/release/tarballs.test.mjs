import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packPublished, published } from "./pack-published.mjs";
import { expectedFiles, listFiles, readFiles } from "./tarball.mjs";

/** Published files that no export imports. */
const more = new Map(
  Object.entries({
    "packages/stores/prisma": [
      "schema/mariadb.sql",
      "schema/mysql.prisma",
      "schema/mysql.sql",
      "schema/postgresql.prisma",
      "schema/postgresql.sql",
      "schema/sqlite.prisma",
      "schema/sqlite.sql",
    ],
    // Started as a process.
    "packages/testing": ["dist/racer.d.ts", "dist/racer.js"],
  }),
);

const folder = mkdtempSync(join(tmpdir(), "sessionkit-tarballs-"));

beforeAll(() => packPublished(folder), 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(published)("$folder publishes its build, README and license only", (one) => {
  const files = readFiles(folder, one.manifest);
  const expected = [...expectedFiles(one.manifest, files), ...(more.get(one.folder) ?? [])];
  expect(listFiles(files)).toEqual(expected.sort());
  expect(files.get("LICENSE")).toMatch(/^MIT License/);
});

test.each(published)("$folder publishes versions without protocols of the workspace", (one) => {
  const manifest = readFiles(folder, one.manifest).get("package.json") ?? "";
  expect(manifest).toContain(`"name": "${one.manifest.name}"`);
  expect(manifest).not.toMatch(/workspace:|catalog:|link:|file:/);
});

test("a file that no export imports is not expected", () => {
  const manifest = {
    name: "a",
    exports: {
      ".": { types: "./dist/a.d.ts", default: "./dist/a.js" },
      "./in/*": { default: "./dist/in/*.js" },
    },
  };
  const files = new Map([
    ["dist/a.js", `import { b } from "./b-1.js"; const d = import("./d-1.js"); // "./e-1.js"`],
    ["dist/a.d.ts", `export type { C } from "./c-1.js";`],
    ["dist/b-1.js", `import "./a.js";`],
    ["dist/e-1.js", ""],
    ["dist/in/f.js", `import "../g-1.js";`],
  ]);
  const built = ["dist/a.d.ts", "dist/a.js", "dist/b-1.js", "dist/c-1.d.ts", "dist/d-1.js"];
  const matched = ["dist/in/f.js", "dist/g-1.js"];
  const always = ["LICENSE", "README.md", "package.json"];
  expect(expectedFiles(manifest, files).sort()).toEqual([...always, ...built, ...matched].sort());
});
