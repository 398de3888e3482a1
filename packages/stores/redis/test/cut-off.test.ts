import { startFaultProxy, startRedis, useRedis } from "@sessionkit/test-servers";
import { type CutOffSubject, describeCutOff } from "@sessionkit/testing";
import { describe } from "vitest";
import { createRedisStore } from "../src/store/create-redis-store.ts";
import { clients } from "./clients/clients.ts";

/** Timeout of a connection without data, in milliseconds. */
const SILENCE_MS = 1_000;

// They mostly wait for timeouts.
describe.concurrent("a lost connection", () => {
  describeCutOff("Redis that is killed or paused", ["cut", "pause"], killedOrPaused);
  describeCutOff("Redis", ["blackHole", "cut"], behindFailingNetwork);
});

async function killedOrPaused(): Promise<CutOffSubject> {
  // Writes each command to disk at once: a killed server loses nothing.
  const server = await startRedis("--appendonly", "yes", "--appendfsync", "always");
  const [far, near] = [
    await clients.openServer(server.url, SILENCE_MS),
    await clients.openServer(server.url, SILENCE_MS),
  ];
  let restore: "start" | "resume";
  return {
    far: createRedisStore(far.client, { checkPolicy: false }),
    store: createRedisStore(near.client, { checkPolicy: false }),
    isShared: true,
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
      far.close();
      near.close();
      await server.close();
    },
  };
}

async function behindFailingNetwork(): Promise<CutOffSubject> {
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
}
