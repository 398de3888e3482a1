import { readdirSync } from "node:fs";
import { defineConfig, type ViteUserConfig } from "vitest/config";

const hasTypeTests = readdirSync("src", { recursive: true, encoding: "utf8" }).some((file) =>
  /\.test-d\.tsx?$/.test(file),
);

/**
 * What every package's tests share: results that `scripts/test.mjs` can count, and type tests run
 * beside the others. Relative paths start at the package, where pnpm runs its scripts.
 */
const config: ViteUserConfig = defineConfig({
  test: {
    include: ["**/*.test.{ts,tsx,mjs}"],
    reporters: ["default", ["json", { outputFile: ".results/vitest.json" }]],
    typecheck: { enabled: hasTypeTests },
  },
});

export default config;
