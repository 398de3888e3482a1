import { createRedisStore } from "@sessionkit/redis";
import { useRedis } from "@sessionkit/test-servers";
import { Redis } from "ioredis";
import { roundRobin } from "../bench/fixtures.ts";
import type { Pair } from "./pair.ts";
import type { Pairs } from "./pairs.ts";
import { sessionOf } from "./session-of.ts";

const SESSIONS = 1_000;
const IN_FLIGHT = 64;

/** Reading sessions from Redis, compared with plain `GET`s of values of the same length. */
export async function redisPairs(): Promise<Pairs> {
  const server = await useRedis();
  const redis = new Redis(server.url);
  const store = createRedisStore(redis, { prefix: server.prefix, checkPolicy: false });
  const records = Array.from({ length: SESSIONS }, (_, index) => sessionOf(index));
  await Promise.all(records.map((record) => store.insert(record)));
  const key = (id: string): string => `${server.prefix}plain:${id}`;
  await Promise.all(records.map(({ id }) => redis.set(key(id), "x".repeat(330))));
  const plain = roundRobin(records);
  const ours = roundRobin(records);
  const many = (one: () => Promise<unknown>) => () =>
    Promise.all(Array.from({ length: IN_FLIGHT }, one));
  const get = () => redis.get(key(plain().id));
  const find = () => store.find(ours().id);
  const pairs: Pair[] = [
    { name: "Redis: read", floor: { name: "GET", run: get }, run: find, target: 1.15 },
    {
      name: "Redis: read, 64 in flight",
      floor: { name: "GET, 64 in flight", run: many(get) },
      run: many(find),
      answers: IN_FLIGHT,
      target: 0.6,
    },
  ];
  return {
    pairs,
    async close() {
      redis.disconnect();
      await server.close();
    },
  };
}
