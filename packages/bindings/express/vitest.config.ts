import { fileURLToPath } from "node:url";
import { mergeConfig } from "vitest/config";
import base from "../../../vitest.base.ts";

/** Everything runs on Express 5, and all but the types on Express 4 again. */
export default mergeConfig(base, {
  test: {
    projects: [
      { extends: true, test: { name: "express 5" } },
      {
        extends: true,
        resolve: { alias: { express: fileURLToPath(import.meta.resolve("express-4")) } },
        test: {
          name: "express 4",
          typecheck: { enabled: false },
          // These start a browser, and are about cookies and headers alone.
          exclude: ["**/hosts.test.ts", "**/device-bound.test.ts"],
        },
      },
    ],
  },
});
