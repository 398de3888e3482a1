import { bundle, startWorkers } from "@sessionkit/test-servers/runtimes";
import { type BindingSetup, describeBinding } from "@sessionkit/testing";
import { controlOf } from "@sessionkit/testing/binding-world";
import { describeHono } from "./describe-hono.ts";

const code = bundle(new URL("./entries/worker.ts", import.meta.url));

async function start(setup: BindingSetup) {
  const server = await startWorkers(await code, { SETUP: JSON.stringify(setup) });
  return { ...server, control: controlOf(server.origin) };
}

describeBinding("Hono on Workers", start);
describeHono("Workers", start);
