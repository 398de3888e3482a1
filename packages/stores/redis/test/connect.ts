import { type OwnServer, startRedis, useRedis } from "@sessionkit/test-servers";
import { Redis } from "ioredis";
import { afterAll } from "vitest";

/** A client with a separate prefix on a shared server. */
export async function connect(): Promise<{ redis: Redis; prefix: string; url: string }> {
  const { url, prefix, close } = await useRedis();
  const redis = new Redis(url);
  afterAll(async () => {
    redis.disconnect();
    await close();
  });
  return { redis, prefix, url };
}

/** A client of a separate server. */
export async function connectToServer(
  ...args: string[]
): Promise<{ redis: Redis; server: OwnServer }> {
  const server = await startRedis(...args);
  const redis = new Redis(server.url);
  redis.on("error", () => {
    // Without a listener, ioredis writes it to the console. Calls reject anyway.
  });
  afterAll(async () => {
    redis.disconnect();
    await server.close();
  });
  return { redis, server };
}
