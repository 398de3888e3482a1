import { createRequire } from "node:module";
import { type BindingSetup, describeBinding } from "@sessionkit/testing";
import { describe } from "vitest";
import { bundle } from "./bundle.ts";
import { describeRuntime } from "./describe-runtime.ts";
import { findBinary } from "./find-binary.ts";
import { startProcess } from "./start-process.ts";

const require = createRequire(import.meta.url);
const bun = findBinary(
  require.resolve("bun/package.json"),
  process.platform === "win32" ? "bin/bun.exe" : "bin/bun",
);

describe.runIf(bun)("where npm has Bun for this platform", () => {
  const code = bundle(new URL("./entries/bun.ts", import.meta.url));
  const start = async (setup: BindingSetup) => startProcess(String(bun), [], await code, setup);
  describeBinding("Hono on Bun", start);
  describeRuntime("Bun", start);
});
