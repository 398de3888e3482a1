import { fileURLToPath } from "node:url";
import { mergeConfig } from "vitest/config";
import base from "../../../vitest.base.ts";

const ioredis5 = fileURLToPath(new URL("..", import.meta.resolve("ioredis-5")));

/** Every test runs on both majors of ioredis that the package is for. */
export default mergeConfig(base, {
  test: {
    projects: [
      { extends: true, test: { name: "ioredis 6" } },
      {
        extends: true,
        // Types are checked once, for both; the processes of a race are Node's own, without this alias.
        test: {
          name: "ioredis 5",
          exclude: ["**/refresh-race.test.ts"],
          typecheck: { enabled: false },
        },
        resolve: { alias: [{ find: /^ioredis$/, replacement: ioredis5 }] },
      },
    ],
  },
});
