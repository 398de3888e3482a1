import { mergeConfig } from "vitest/config";
import base from "../../vitest.base.ts";

// Some files run in a DOM, and Node's fetch keeps the timers of the first file that uses it.
export default mergeConfig(base, { test: { isolate: true } });
