import { mergeConfig } from "vitest/config";
import base from "../../vitest.base.ts";

// `test` runs two files at once even on two cores: they wait for applications in other processes.
export default mergeConfig(base, { test: { isolate: true, globalSetup: "prisma/generate.ts" } });
