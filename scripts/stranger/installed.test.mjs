import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { lookAtInstalled } from "./installed.mjs";

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
const installed = lookAtInstalled(folder);

test("tools, and what is for another platform, do not count", () => {
  expect(installed.count).toBe(6);
  expect(installed.megabytes).toBeCloseTo(48e-6, 9);
  expect(installed.names).not.toContain("typescript");
});

test("what came with ours is told from what came with others, nested ones too", () => {
  expect(installed.ours).toEqual(["@sessionkit/core", "base", "jose"]);
});

test("what only a peer of ours could have asked for has no business there", () => {
  expect(installed.strays).toEqual(["react"]);
});

test("a script of ours that would run at the installation is seen", () => {
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
