import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { inspectInstalled } from "./inspect-installed.mjs";

const folder = mkdtempSync(join(tmpdir(), "installed-"));
afterAll(() => rmSync(folder, { recursive: true }));

const packages = {
  "": { dependencies: { "@sessionkit/core": "^0.1.0", hono: "4" } },
  "node_modules/@sessionkit/core": {
    dependencies: { jose: "^6" },
    peerDependencies: { react: "*" },
    hasInstallScript: true,
  },
  "node_modules/@sessionkit/core/node_modules/jose": { dependencies: { base: "1" } },
  "node_modules/jose": {},
  "node_modules/base": {},
  "node_modules/hono": { peerDependencies: { jose: "^5" } },
  "node_modules/react": {},
  "node_modules/typescript": { dev: true },
  "node_modules/prisma": { devOptional: true },
  "node_modules/for-another-platform": { optional: true },
};
write("package-lock.json", JSON.stringify({ packages }));
for (const path of Object.keys(packages)) {
  if (path !== "" && !path.endsWith("platform")) write(`${path}/index.js`, "12345678");
}
const installed = inspectInstalled(folder);

test("development dependencies and packages for other platforms are not counted", () => {
  expect(installed.count).toBe(6);
  expect(installed.megabytes).toBeCloseTo(48e-6, 9);
  expect(installed.names).not.toContain("typescript");
});

test("dependencies of our packages are separated from those of others, also nested ones", () => {
  expect(installed.ours).toEqual(["@sessionkit/core", "base", "jose"]);
});

test("a package that is only a peer of ours is unexpected", () => {
  expect(installed.unexpected).toEqual(["react"]);
});

test("an install script of our packages is reported", () => {
  expect(installed.scripts).toEqual(["node_modules/@sessionkit/core"]);
});

/**
 * @param {string} path
 * @param {string} content
 */
function write(path, content) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}
