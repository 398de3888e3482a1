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
  await vi.waitFor(async () => expect(await countSubscribers()).toBe(1));
  await vi.waitFor(() => expect(listener).toHaveBeenCalled());
  listener.mockClear();
  await redis.publish(`${channel}:other`, "");
  await redis.publish(channel, "");
  await vi.waitFor(() => expect(listener).toHaveBeenCalledTimes(1));
  subscriber.disconnect();
  await vi.waitFor(async () => expect(await countSubscribers()).toBe(0));
});

async function countSubscribers(): Promise<number> {
  const [, count] = await redis.pubsub("NUMSUB", channel);
  return Number(count);
}
