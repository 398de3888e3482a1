import { fileURLToPath } from "node:url";
import { mergeConfig } from "vitest/config";
import base from "../../../vitest.base.ts";

const drizzle1 = fileURLToPath(new URL(".", import.meta.resolve("drizzle-orm-1")));

/** Every test runs with both supported major versions of Drizzle. */
export default mergeConfig(base, {
  test: {
    projects: [
      { extends: true, test: { name: "drizzle 0.45" } },
      {
        extends: true,
        // drizzle-kit supports only its own version of Drizzle, other processes do not have the alias, and types are
        // checked once. Outages and isolation do not depend on Drizzle, and these tests are slow.
        test: {
          name: "drizzle 1.0",
          exclude: [
            "src/{mysql,pg,sqlite}.test.ts",
            "test/{refresh-race,outage,restart,hard-settings}.test.ts",
          ],
          typecheck: { enabled: false },
        },
        resolve: { alias: [{ find: /^drizzle-orm(?=\/|$)/, replacement: drizzle1 }] },
      },
    ],
  },
});
