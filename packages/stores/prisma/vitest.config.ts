import { mergeConfig } from "vitest/config";
import base from "../../../vitest.base.ts";

export default mergeConfig(base, {
  // A database is made in hooks, with whatever a test needs in it.
  test: { globalSetup: "fixture/generate-clients.ts", hookTimeout: 60_000 },
});
