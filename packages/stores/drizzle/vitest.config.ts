import { fileURLToPath } from "node:url";
import { mergeConfig } from "vitest/config";
import base from "../../../vitest.base.ts";

const drizzle1 = fileURLToPath(new URL(".", import.meta.resolve("drizzle-orm-1")));

/** Every test runs on both majors of Drizzle that the package is for. */
export default mergeConfig(base, {
  test: {
    // To load Drizzle and its drivers again for each file would take as long as the tests.
    isolate: false,
    projects: [
      { extends: true, test: { name: "drizzle 0.45" } },
      {
        extends: true,
        // drizzle-kit knows the Drizzle of its own time only, processes of their own do not see the alias, and types
        // are checked once. Outages and isolation are the database's, not Drizzle's, and take time.
        test: {
          name: "drizzle 1.0",
          exclude: [
            "**/{create-table-statements,refresh-race,outage,restart,hard-settings}.test.ts",
          ],
          typecheck: { enabled: false },
        },
        resolve: { alias: [{ find: /^drizzle-orm(?=\/|$)/, replacement: drizzle1 }] },
      },
    ],
  },
});
