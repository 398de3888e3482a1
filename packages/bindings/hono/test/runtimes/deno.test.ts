import { createRequire } from "node:module";
import { type BindingSetup, describeBinding } from "@sessionkit/testing";
import { describe } from "vitest";
import { bundle } from "./bundle.ts";
import { describeRuntime } from "./describe-runtime.ts";
import { findBinary } from "./find-binary.ts";
import { startProcess } from "./start-process.ts";

const require = createRequire(import.meta.url);
const deno = findBinary(
  require.resolve("deno/package.json"),
  process.platform === "win32" ? "deno.exe" : "deno",
);
const args = ["run", "--no-prompt", "--no-remote", "--allow-net=127.0.0.1", "--allow-env=SETUP"];

describe.runIf(deno)("where npm has Deno for this platform", () => {
  const code = bundle(new URL("./entries/deno.ts", import.meta.url));
  const start = async (setup: BindingSetup) => startProcess(String(deno), args, await code, setup);
  describeBinding("Hono on Deno", start);
  describeRuntime("Deno", start);
});
