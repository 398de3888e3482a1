import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { BindingApp, BindingSetup } from "@sessionkit/testing";
import { createBindingWorld, localApp } from "@sessionkit/testing/binding-world";
import { createContractApp } from "./contract-app.ts";

/** The application of the binding contract, on Node. */
export async function startNode(setup: BindingSetup): Promise<BindingApp> {
  const harness = createBindingWorld(setup);
  const answer = createContractApp(harness, setup);
  const server = serve({
    fetch: (request, { incoming }) => answer(request, incoming.socket.remoteAddress),
    port: 0,
    hostname: "127.0.0.1",
  });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return localApp(harness, `http://127.0.0.1:${port}`, () => {
    server.close();
    return once(server, "close");
  });
}
