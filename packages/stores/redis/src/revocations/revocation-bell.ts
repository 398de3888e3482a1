import type { RevocationBell } from "@sessionkit/core";
import { createBell } from "@sessionkit/core/store";
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
  return createBell((ring) => {
    /** If the connection fails, the feed is polled, and "ready" subscribes again. */
    function subscribe(): void {
      subscriber.subscribe(channel).then(ring, () => undefined);
    }
    subscriber.on("message", (from) => from === channel && ring());
    subscriber.on("ready", subscribe);
    subscribe();
  });
}
