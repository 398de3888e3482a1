import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { BindingApp, BindingSetup } from "@sessionkit/testing";
import { createBindingWorld, recordConsole } from "@sessionkit/testing/binding-world";
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
  const recorded = recordConsole();
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    control: async (orders) => harness.control(orders),
    output: recorded.output,
    close: async () => {
      recorded.close();
      server.close();
      await once(server, "close");
    },
  };
}
