import { describeOutage } from "@sessionkit/testing";
import { startFaultProxy, startRedis } from "@sessionkit/test-servers";
import { Redis } from "ioredis";
import { createRedisStore } from "./src/index.ts";
describeOutage("redis", async () => {
  const server = await startRedis();
  const proxy = await startFaultProxy(server);
  const client = new Redis(proxy.port, "127.0.0.1");
  client.on("error", () => undefined);
  return { store: createRedisStore(client), cut: () => proxy.cut(), blackHole: () => proxy.blackHole(), pause: () => server.pause(),
    async restore() { proxy.restore(); await server.resume(); }, async close() { client.disconnect(); await proxy.close(); await server.close(); } };
});
