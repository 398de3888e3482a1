import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { describeBinding } from "@sessionkit/testing";
import { createBindingWorld, recordConsole } from "@sessionkit/testing/binding-world";
import { createContractApp } from "./contract-app.ts";

describeBinding("Hono on Node", async (setup) => {
  const world = createBindingWorld(setup);
  const { fetch } = createContractApp(world, setup);
  const server = serve({ fetch, port: 0, hostname: "127.0.0.1" });
  await once(server, "listening");
  const recorded = recordConsole();
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    control: async (orders) => world.control(orders),
    output: recorded.output,
    close: async () => {
      recorded.close();
      server.close();
      await once(server, "close");
    },
  };
});
