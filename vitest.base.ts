import { configDefaults, defineConfig, type ViteUserConfig } from "vitest/config";

/**
 * What every package's tests share: type tests (`*.test-d.ts`) run beside the others, browser tests
 * (`e2e/`) are left to Playwright, and results are put where `scripts/test.mjs` counts them.
 */
const config: ViteUserConfig = defineConfig({
  test: {
    exclude: [...configDefaults.exclude, "e2e/**"],
    reporters: ["default", ["json", { outputFile: ".results/vitest.json" }]],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    typecheck: { enabled: true },
  },
});

export default config;
