import { bundle, findBun, startBun } from "@sessionkit/test-servers/runtimes";
import { type BindingSetup, describeBinding } from "@sessionkit/testing";
import { controlOf } from "@sessionkit/testing/binding-world";
import { describe } from "vitest";
import { describeHono } from "./describe-hono.ts";

describe.runIf(findBun())("where npm has Bun for this platform", () => {
  const code = bundle(new URL("./entries/bun.ts", import.meta.url));
  const start = async (setup: BindingSetup) => {
    const server = await startBun(await code, { SETUP: JSON.stringify(setup) });
    return { ...server, control: controlOf(server.origin) };
  };
  describeBinding("Hono on Bun", start);
  describeHono("Bun", start);
});
