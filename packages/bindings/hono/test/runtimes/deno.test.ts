import { bundle, findDeno, startDeno } from "@sessionkit/test-servers/runtimes";
import { type BindingSetup, describeBinding } from "@sessionkit/testing";
import { controlOf } from "@sessionkit/testing/binding-world";
import { describe } from "vitest";
import { describeHono } from "./describe-hono.ts";

describe.runIf(findDeno())("where npm has Deno for this platform", () => {
  const code = bundle(new URL("./entries/deno.ts", import.meta.url));
  const start = async (setup: BindingSetup) => {
    const server = await startDeno(await code, { SETUP: JSON.stringify(setup) });
    return { ...server, control: controlOf(server.origin) };
  };
  describeBinding("Hono on Deno", start);
  describeHono("Deno", start);
});
