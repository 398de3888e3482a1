import type { RevocationBell } from "@sessionkit/core";
import type { RedisSubscriber } from "../client/ioredis.ts";
import type { Keys } from "../records/keys.ts";

/**
 * Subscribes when the first listener is added. After a connection was lost, listeners are called once it is ready again:
 * messages of the meantime are lost.
 */
export function revocationBell(
  subscriber: RedisSubscriber,
  { revocations: channel }: Keys,
): RevocationBell {
  const listeners = new Set<() => void>();
  let isSubscribed = false;

  function ring(): void {
    for (const listener of listeners) listener();
  }

  /** If the connection fails, the feed is polled, and "ready" subscribes again. */
  function subscribe(): void {
    subscriber.subscribe(channel).then(ring, () => undefined);
  }

  return {
    onRevocation(listener) {
      listeners.add(listener);
      if (!isSubscribed) {
        isSubscribed = true;
        subscriber.on("message", (from) => from === channel && ring());
        subscriber.on("ready", subscribe);
        subscribe();
      }
      return () => void listeners.delete(listener);
    },
  };
}
