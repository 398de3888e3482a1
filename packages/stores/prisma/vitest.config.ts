import { mergeConfig } from "vitest/config";
import base from "../../../vitest.base.ts";

export default mergeConfig(base, {
  test: {
    globalSetup: "fixture/generate-clients.ts",
    setupFiles: "fixture/set-up.ts",
    // To load Prisma's clients and drivers again for each file would take as long as the tests.
    isolate: false,
  },
});
