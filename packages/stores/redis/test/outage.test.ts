import { startFaultProxy } from "@sessionkit/test-servers";
import { describeOutage } from "@sessionkit/testing";
import { Redis } from "ioredis";
import { createRedisStore } from "../src/store/create-redis-store.ts";
import { connectToServer } from "./connect.ts";

const { redis, server } = await connectToServer();

/** Timeout of a connection without data, in milliseconds. */
const SILENCE_MS = 1_000;

describeOutage("Redis behind a failing network", async () => {
  const proxy = await startFaultProxy(server);
  const redis = new Redis(proxy.port, { connectTimeout: SILENCE_MS, socketTimeout: SILENCE_MS });
  redis.on("error", () => {
    // Without a listener, ioredis writes it to the console.
  });
  return {
    store: createRedisStore(redis),
    cut: () => proxy.cut(),
    blackHole: () => proxy.blackHole(),
    // Connections from before the outage never receive data or a reset: the client must time out.
    restore: () => proxy.restoreForNew(),
    async close() {
      redis.disconnect();
      await proxy.close();
    },
  };
});

describeOutage("Redis that is killed or paused", () => {
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
