import type { RevocationBell } from "@sessionkit/core";
import { createBell } from "@sessionkit/core/store";
import { onMessage } from "../client/on-message.ts";
import type { RedisSubscriber } from "../client/redis-client.ts";
import type { Keys } from "../records/keys.ts";

/** Subscribes when the first listener is added. Until then, and while the connection is lost, the feed is polled. */
export function revocationBell(subscriber: RedisSubscriber, { revocations }: Keys): RevocationBell {
  return createBell((ring) => onMessage(subscriber, revocations, ring));
}
