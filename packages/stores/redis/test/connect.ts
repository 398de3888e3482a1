import { type OwnServer, startRedis, useRedis } from "@sessionkit/test-servers";
import { Redis } from "ioredis";
import { afterAll } from "vitest";
import { clients } from "./clients/clients.ts";
import type { OpenClient } from "./clients/test-clients.ts";

interface Connected {
  /** For commands of the test itself: independent of the client under test. */
  readonly redis: Redis;
  /** The client under test. */
  readonly client: OpenClient["client"];
}

/** Connects to a shared server. Keys need the prefix. */
export async function connect(): Promise<Connected & { prefix: string; url: string }> {
  const { url, prefix, close } = await useRedis();
  const redis = new Redis(url);
  const client = await use(clients.openServer(url));
  afterAll(async () => {
    redis.disconnect();
    await close();
  });
  return { redis, client, prefix, url };
}

/** Connects to a separate server. */
export async function connectToServer(
  ...args: string[]
): Promise<Connected & { server: OwnServer }> {
  const server = await startRedis(...args);
  const redis = new Redis(server.url);
  redis.on("error", () => {
    // Without a listener, ioredis writes it to the console. Calls reject anyway.
  });
  const client = await use(clients.openServer(server.url));
  afterAll(async () => {
    redis.disconnect();
    await server.close();
  });
  return { redis, client, server };
}

/** Closes the client after the tests of the file. */
export async function use(opening: Promise<OpenClient>): Promise<OpenClient["client"]> {
  const { client, close } = await opening;
  afterAll(() => void close());
  return client;
}
