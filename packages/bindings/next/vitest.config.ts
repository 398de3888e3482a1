import { mergeConfig } from "vitest/config";
import base from "../../../vitest.base.ts";

/** The fixtures are built once. Test files run in sequence, because their servers load the machine. */
export default mergeConfig(base, {
  test: {
    globalSetup: "./test/build-fixtures.ts",
    fileParallelism: false,
    isolate: true,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
