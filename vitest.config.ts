import { existsSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type ViteUserConfig } from "vitest/config";
import { listPackages } from "./scripts/workspace.mjs";

/** All tests except browser tests, for `vitest <path>`, `vitest --changed` and watch mode in the root folder. */
const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      { extends: "./vitest.base.ts", test: { name: "scripts", dir: "scripts", isolate: true } },
      ...listPackages(import.meta.dirname)
        .map(({ folder }) => folder)
        .filter((folder) => existsSync(join(import.meta.dirname, folder, "vitest.config.ts"))),
    ],
  },
});

export default config;
