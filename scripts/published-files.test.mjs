import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findFaults } from "./published-files.mjs";

const folder = mkdtempSync(join(tmpdir(), "published-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

const manifest = {
  ...{ name: "one", version: "1.0.0", type: "module", license: "MIT", files: ["dist"] },
  exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } },
};
const files = {
  "dist/index.js": `export const one = 1;`,
  "dist/index.d.ts": `export declare const one: 1;`,
};

test("a package of ES modules with types has no fault", async () => {
  expect(await faultsOf(manifest, files)).toEqual([]);
});

test.each([
  ["an entry without a file", { ...files, "dist/index.js": undefined }, /file does not exist/],
  ["a module in another format", { ...files, "dist/index.js": "exports.one = 1;" }, /ESM|CJS/],
  [
    "types that import a file without its extension",
    { ...files, "dist/index.d.ts": `export * from "./other";`, "dist/other.d.ts": "export {};" },
    /InternalResolutionError/,
  ],
  ["missing types", { ...files, "dist/index.d.ts": undefined }, /one: /],
])("%s is reported", async (_, content, fault) => {
  expect((await faultsOf(manifest, content)).join("\n")).toMatch(fault);
});

test("types after the code that they describe are reported", async () => {
  const { types, default: code } = manifest.exports["."];
  const exports = { ".": { default: code, types } };
  expect((await faultsOf({ ...manifest, exports }, files)).join("\n")).toMatch(/types.*first/);
});

/**
 * The faults of a package with these files.
 *
 * @param {object} settings
 * @param {Record<string, string | undefined>} content
 */
function faultsOf(settings, content) {
  const target = join(mkdtempSync(join(folder, "one-")), "package");
  mkdirSync(join(target, "dist"), { recursive: true });
  writeFileSync(join(target, "package.json"), JSON.stringify(settings));
  for (const [name, text] of Object.entries(content))
    if (text !== undefined) writeFileSync(join(target, name), text);
  execFileSync("tar", ["-czf", `${target}.tgz`, "-C", join(target, ".."), "package"]);
  return findFaults(new Uint8Array(readFileSync(`${target}.tgz`)));
}
