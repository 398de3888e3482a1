import { mergeConfig } from "vitest/config";
import base from "../../vitest.base.ts";

// To load the drivers again for each file would take as long as the tests.
export default mergeConfig(base, { test: { isolate: false } });
