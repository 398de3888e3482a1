import type { IoredisSubscriber } from "./ioredis.ts";
import type { RedisSubscriber } from "./redis-client.ts";

/** After node-redis connected: to a server or through Sentinels, to a Cluster, and to one of its servers. */
const CONNECTED = ["ready", "connect", "node-ready"] as const;

/**
 * Subscribes, and calls the listener for each message. Calls it also once subscribed, and whenever the connection is ready
 * again: messages of the meantime are lost. If the connection fails, it subscribes when it is ready.
 */
export function onMessage(
  subscriber: RedisSubscriber,
  channel: string,
  listener: () => void,
): void {
  /** node-redis sends nothing if this listener has subscribed before. */
  function subscribe(): void {
    const subscribed = isIoredis(subscriber)
      ? subscriber.subscribe(channel)
      : subscriber.subscribe(channel, listener);
    subscribed.then(listener, () => undefined);
  }

  if (isIoredis(subscriber)) {
    subscriber.on("message", (from) => from === channel && listener());
    subscriber.on("ready", subscribe);
  } else {
    for (const event of CONNECTED) subscriber.on(event, subscribe);
  }
  subscribe();
}

function isIoredis(subscriber: RedisSubscriber): subscriber is IoredisSubscriber {
  return typeof Reflect.get(subscriber, "call") === "function";
}
