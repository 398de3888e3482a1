import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { serve, upgradeWebSocket } from "@hono/node-server";
import type { BindingApp, BindingSetup } from "@sessionkit/testing";
import { createBindingWorld, localApp } from "@sessionkit/testing/binding-world";
import { WebSocketServer } from "ws";
import { createContractApp } from "./contract-app.ts";

/** The application of the binding contract, in Hono on Node, with WebSockets. */
export async function startNode(setup: BindingSetup): Promise<BindingApp> {
  const harness = createBindingWorld(setup);
  const { fetch } = createContractApp(harness, setup, { upgradeWebSocket });
  // Its types require an option that those of ws omit.
  const websocket = { server: new WebSocketServer({ noServer: true }) as never };
  const server = serve({ fetch, websocket, port: 0, hostname: "127.0.0.1" });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return localApp(harness, `http://127.0.0.1:${port}`, () => {
    server.close();
    return once(server, "close");
  });
}
