import { mergeConfig } from "vitest/config";
import base from "../../vitest.base.ts";

// Next and next-auth replace globals when they are loaded.
export default mergeConfig(base, { test: { isolate: true } });
