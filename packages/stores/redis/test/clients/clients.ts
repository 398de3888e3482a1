import { ioredisClients } from "./ioredis-clients.ts";
import { nodeRedisClients } from "./node-redis-clients.ts";
import type { TestClients } from "./test-clients.ts";

/** The library and version of the vitest project, as the name of a package. */
const name = process.env.REDIS_CLIENT ?? "";

export const clients: TestClients = name.startsWith("ioredis")
  ? ioredisClients(await import(/* @vite-ignore */ name))
  : nodeRedisClients(await import(/* @vite-ignore */ name));
