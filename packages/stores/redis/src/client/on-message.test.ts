import { Redis } from "ioredis";
import { createClient } from "redis";
import { afterAll, expect, it, vi } from "vitest";
import { connect } from "../../test/connect.ts";
import { onMessage } from "./on-message.ts";

const { redis, prefix, url } = await connect();
const channel = `${prefix}channel`;
const ioredis = new Redis(url, { lazyConnect: true });
const nodeRedis = createClient({ url });
afterAll(() => {
  ioredis.disconnect();
  nodeRedis.destroy();
});

it.each([
  ["ioredis", ioredis],
  ["node-redis", nodeRedis],
])("subscribes with %s once it is connected, and to its channel only", async (_, subscriber) => {
  const listener = vi.fn();
  onMessage(subscriber, channel, listener);
  await subscriber.connect().catch(() => undefined);
  await expect.poll(countSubscribers).toBe(1);
  await expect.poll(() => listener).toHaveBeenCalled();
  listener.mockClear();
  await redis.publish(`${channel}:other`, "");
  await redis.publish(channel, "");
  await expect.poll(() => listener).toHaveBeenCalledTimes(1);
  subscriber.disconnect();
  await expect.poll(countSubscribers).toBe(0);
});

async function countSubscribers(): Promise<number> {
  const [, count] = await redis.pubsub("NUMSUB", channel);
  return Number(count);
}
