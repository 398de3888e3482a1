import { type OwnServer, startRedis, useRedis } from "@sessionkit/test-servers";
import { Redis } from "ioredis";
import { afterAll } from "vitest";

/** A client and a prefix of its own, on a server that others use too. */
export async function connect(): Promise<{ redis: Redis; prefix: string; url: string }> {
  const { url, prefix, close } = await useRedis();
  const redis = new Redis(url);
  afterAll(async () => {
    redis.disconnect();
    await close();
  });
  return { redis, prefix, url };
}

/** A client of a server that nobody else uses. */
export async function connectToOwn(
  ...args: string[]
): Promise<{ redis: Redis; server: OwnServer }> {
  const server = await startRedis(...args);
  const redis = new Redis(server.url);
  redis.on("error", () => {
    // ioredis would write it to the console; whoever waits for an answer is told.
  });
  afterAll(async () => {
    redis.disconnect();
    await server.close();
  });
  return { redis, server };
}
