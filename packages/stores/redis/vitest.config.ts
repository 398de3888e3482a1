import { fileURLToPath } from "node:url";
import { mergeConfig } from "vitest/config";
import base from "../../../vitest.base.ts";

const ioredis5 = fileURLToPath(new URL("..", import.meta.resolve("ioredis-5")));

/** Every test runs with both supported major versions of ioredis. */
export default mergeConfig(base, {
  test: {
    // Loading ioredis and the contracts again for each file takes as long as the tests.
    isolate: false,
    // Also for a run in the root folder, which ignores the projects below.
    env: { RACE_IOREDIS: "ioredis" },
    projects: [
      { extends: true, test: { name: "ioredis 6" } },
      {
        extends: true,
        test: {
          name: "ioredis 5",
          env: { RACE_IOREDIS: "ioredis-5" },
          // Types are checked once, for both versions. Restarting a whole Cluster is slow.
          exclude: ["**/cluster-outage.test.ts"],
          typecheck: { enabled: false },
        },
        resolve: { alias: [{ find: /^ioredis$/, replacement: ioredis5 }] },
      },
    ],
  },
});
