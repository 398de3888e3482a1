import { createRedisStore } from "@sessionkit/redis";
import { startRedis } from "@sessionkit/test-servers";
import { Redis } from "ioredis";
import { sessionOf } from "../stores/session-of.ts";
import { type GrownStore, SESSIONS_PER_USER } from "./grown-store.ts";

const AT_ONCE = 1_000;

export async function redis(): Promise<GrownStore> {
  const server = await startRedis();
  const client = new Redis(server.url);
  const store = createRedisStore(client, { checkPolicy: false });
  return {
    name: "Redis",
    store,
    async fill(from, to) {
      for (let next = from; next < to; next += AT_ONCE) {
        const batch = Array.from(
          { length: Math.min(AT_ONCE, to - next) },
          (_, index) => next + index,
        );
        await Promise.all(
          batch.map((index) =>
            store.insert(sessionOf(index, Math.floor(index / SESSIONS_PER_USER))),
          ),
        );
      }
    },
    async bytes() {
      return Number(/used_memory_dataset:(\d+)/.exec(await client.info("memory"))?.[1]);
    },
    async close() {
      client.disconnect();
      await server.close();
    },
  };
}
