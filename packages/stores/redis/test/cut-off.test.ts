import { startFaultProxy, useRedis } from "@sessionkit/test-servers";
import { describeCutOff } from "@sessionkit/testing";
import { createRedisStore } from "../src/store/create-redis-store.ts";
import { clients } from "./clients/clients.ts";

/** Timeout of a connection without data, in milliseconds. */
const SILENCE_MS = 1_000;

describeCutOff("Redis", ["blackHole", "cut"], async () => {
  const { url, prefix, close } = await useRedis();
  const { hostname, port } = new URL(url);
  const proxy = await startFaultProxy({ host: hostname, port: Number(port || 6379) });
  const direct = await clients.openServer(url);
  const through = await clients.openServer(`redis://127.0.0.1:${proxy.port}`, SILENCE_MS);
  const options = { prefix, checkPolicy: false };
  return {
    far: createRedisStore(direct.client, options),
    store: createRedisStore(through.client, options),
    cut: () => proxy.cut(),
    blackHole: () => proxy.blackHole(),
    // Connections from before the outage never receive data or a reset: the client must time out.
    restore: () => proxy.restoreForNew(),
    async close() {
      direct.close();
      through.close();
      await proxy.close();
      await close();
    },
  };
});
