import { join } from "node:path";
import { configDefaults, defineConfig, type ViteUserConfig } from "vitest/config";
import { listPackages } from "./scripts/workspace.mjs";

/**
 * The configuration of every package's tests: includes type tests (`*.test-d.ts`), excludes browser tests (`e2e/`), which
 * Playwright runs, and writes the results that `scripts/test.mjs` counts.
 */
const config: ViteUserConfig = defineConfig({
  resolve: { alias: sourceEntries() },
  test: {
    exclude: [...configDefaults.exclude, "e2e/**"],
    reporters: ["default", ["json", { outputFile: ".results/vitest.json" }]],
    isolate: false,
    setupFiles: [join(import.meta.dirname, "vitest.setup.ts")],
    // Bounds for a busy machine, not measures of speed.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    typecheck: { enabled: true },
  },
});

export default config;

/**
 * Packages import each other's source, so that no build is needed before a test. `paths` in `tsconfig.base.json` does the
 * same for types. As for users, only the entries in `exports` can be imported.
 */
function sourceEntries(): { find: RegExp; replacement: string }[] {
  return listPackages(import.meta.dirname).flatMap(({ folder, manifest }) =>
    Object.entries(manifest.exports ?? {}).flatMap(([entry, target]) => {
      const file = typeof target === "string" ? target : (target.default ?? "");
      const [, name] = /^\.\/dist\/(.+)\.js$/.exec(file) ?? [];
      if (!name) return [];
      const find = new RegExp(`^${manifest.name}${entry.slice(1).replace("*", "(.+)")}$`);
      const source = join(import.meta.dirname, folder, "src", name);
      return [{ find, replacement: source.replace("*", "$1") }];
    }),
  );
}
