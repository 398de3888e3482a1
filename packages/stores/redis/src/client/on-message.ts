import type { IoredisSubscriber } from "./ioredis-client.ts";
import type { NodeRedisSubscriber } from "./node-redis.ts";
import type { RedisSubscriber } from "./redis-client.ts";

/**
 * Subscribes, and calls the listener for each message. Calls it also once subscribed, and whenever the connection is ready
 * again: messages of the meantime are lost. If the connection fails, it subscribes when it is ready.
 */
export function onMessage(
  subscriber: RedisSubscriber,
  channel: string,
  listener: () => void,
): void {
  if (isNodeRedis(subscriber)) fromNodeRedis(subscriber, channel, listener);
  else fromIoredis(subscriber, channel, listener);
}

function fromIoredis(subscriber: IoredisSubscriber, channel: string, listener: () => void): void {
  function subscribe(): void {
    subscriber.subscribe(channel).then(listener, () => undefined);
  }
  subscriber.on("message", (from) => from === channel && listener());
  subscriber.on("ready", subscribe);
  subscribe();
}

/** After a connection was opened: to a server or through Sentinels, to a Cluster, and to one of its servers. */
const CONNECTED = ["ready", "connect", "node-ready"] as const;

function fromNodeRedis(
  subscriber: NodeRedisSubscriber,
  channel: string,
  listener: () => void,
): void {
  /** The client sends nothing if this listener has subscribed before. */
  function subscribe(): void {
    subscriber.subscribe(channel, listener).then(listener, () => undefined);
  }
  for (const event of CONNECTED) subscriber.on(event, subscribe);
  subscribe();
}

function isNodeRedis(subscriber: RedisSubscriber): subscriber is NodeRedisSubscriber {
  return typeof Reflect.get(subscriber, "call") !== "function";
}
