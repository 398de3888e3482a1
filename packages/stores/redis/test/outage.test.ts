import { startFaultProxy, startRedis } from "@sessionkit/test-servers";
import { describeOutage, type OutageSubject } from "@sessionkit/testing";
import { describe } from "vitest";
import { createRedisStore } from "../src/store/create-redis-store.ts";
import { clients } from "./clients/clients.ts";

/** Timeout of a connection without data, in milliseconds. */
const SILENCE_MS = 1_000;

// They mostly wait for timeouts.
describe.concurrent("a server that does not respond", () => {
  describeOutage("Redis behind a failing network", behindFailingNetwork);
  describeOutage("Redis that is killed or paused", killedOrPaused);
});

async function behindFailingNetwork(): Promise<OutageSubject> {
  const server = await startRedis();
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
      await server.close();
    },
  };
}

async function killedOrPaused(): Promise<OutageSubject> {
  const server = await startRedis();
  const { client, close } = await clients.openServer(server.url);
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
    async close() {
      close();
      await server.close();
    },
  };
}
