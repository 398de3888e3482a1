import { startFaultProxy } from "@sessionkit/test-servers";
import { describeOutage } from "@sessionkit/testing";
import { Redis } from "ioredis";
import { connectToOwn } from "../../fixture/connect.ts";
import { createRedisStore } from "./create-redis-store.ts";

const { redis, server } = await connectToOwn();

/** How long a connection may be silent before the client gives it up. */
const SILENCE_MS = 1_000;

describeOutage("Redis behind a network that fails", async () => {
  const proxy = await startFaultProxy(server);
  const redis = new Redis(proxy.port, { connectTimeout: SILENCE_MS, socketTimeout: SILENCE_MS });
  redis.on("error", () => {
    // ioredis would write it to the console.
  });
  return {
    store: createRedisStore(redis),
    cut: () => proxy.cut(),
    blackHole: () => proxy.blackHole(),
    // The connection from before the outage stays silent for ever: the client has to give it up by itself.
    restore: () => proxy.restoreForNew(),
    async close() {
      redis.disconnect();
      await proxy.close();
    },
  };
});

describeOutage("Redis that is killed or stopped", () => {
  let restore: "start" | "resume";
  return {
    store: createRedisStore(redis),
    async cut() {
      restore = "start";
      await server.kill();
    },
    async pause() {
      restore = "resume";
      await server.pause();
    },
    restore: () => server[restore](),
  };
});
