import { startFaultProxy } from "@sessionkit/test-servers";
import { describeOutage } from "@sessionkit/testing";
import { createRedisStore } from "../src/store/create-redis-store.ts";
import { clients } from "./clients/clients.ts";
import { connectToServer } from "./connect.ts";

const { client, server } = await connectToServer();

/** Timeout of a connection without data, in milliseconds. */
const SILENCE_MS = 1_000;

describeOutage("Redis behind a failing network", async () => {
  const proxy = await startFaultProxy(server);
  const { client, close } = await clients.openServer(`redis://127.0.0.1:${proxy.port}`, SILENCE_MS);
  return {
    store: createRedisStore(client),
    cut: () => proxy.cut(),
    blackHole: () => proxy.blackHole(),
    // Connections from before the outage never receive data or a reset: the client must time out.
    restore: () => proxy.restoreForNew(),
    async close() {
      close();
      await proxy.close();
    },
  };
});

describeOutage("Redis that is killed or paused", () => {
  let restore: "start" | "resume";
  return {
    store: createRedisStore(client),
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
