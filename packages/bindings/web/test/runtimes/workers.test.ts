import { bundle, describeRuntime, startWorkers } from "@sessionkit/test-servers/runtimes";
import { type BindingSetup, describeBinding } from "@sessionkit/testing";
import { controlOf } from "@sessionkit/testing/binding-world";

const code = bundle(new URL("./entries/worker.ts", import.meta.url));

async function start(setup: BindingSetup) {
  const server = await startWorkers(await code, { SETUP: JSON.stringify(setup) });
  return { ...server, control: controlOf(server.origin) };
}

describeBinding("Web requests on Workers", start);
describeRuntime("Workers", start);
