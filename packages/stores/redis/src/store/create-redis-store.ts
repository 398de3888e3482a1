import { createBell, guardStore } from "@sessionkit/core/store";
import { activityLog } from "../activity/activity-log.ts";
import { onMessage } from "../client/on-message.ts";
import { redactError } from "../client/redact-error.ts";
import type { RedisClient } from "../client/redis-client.ts";
import { warnOnEviction } from "../client/warn-on-eviction.ts";
import { readClient } from "../options/read-client.ts";
import {
  type RedisStore,
  type RedisStoreOptions,
  readOptions,
} from "../options/redis-store-options.ts";
import { batchedReads } from "../reads/batched-reads.ts";
import { createKeys } from "../records/keys.ts";
import { revocationFeed } from "../revocations/revocation-feed.ts";
import { sessionVerbs } from "./session-verbs.ts";

/**
 * Creates a store in Redis that uses the application's client, of ioredis or node-redis. It sends no command before the
 * first call of a verb, and never opens or closes a connection. Redis removes a session one day after the earlier of its two expiries, by the
 * clock of Redis. It has a revocation feed. With `activity: true`, the store also implements `ActivityLog`.
 *
 * Throws `SessionConfigError` for a wrong option, and for a client that reads from replicas. Every verb rejects with
 * `SessionStoreError` if Redis fails, or if a stored value is not a session. Its `cause` is the error of the client
 * without the command.
 *
 * @example
 * const store = createRedisStore(new Redis(process.env.REDIS_URL), { activity: true }); // ioredis
 * const store = createRedisStore(await createClient({ url }).connect()); // node-redis
 * const sessions = createSessions({ store, … });
 */
export function createRedisStore<const Options extends RedisStoreOptions = RedisStoreOptions>(
  client: RedisClient,
  options: Options = {} as Options,
): RedisStore<Options> {
  const connection = readClient(client);
  const { prefix, activity, subscriber, checkPolicy, onWarning } = readOptions(options);
  const keys = createKeys(prefix);

  const verbs = {
    ...sessionVerbs(connection, keys, batchedReads(connection)),
    ...revocationFeed(connection, keys),
    ...(activity && activityLog(connection, keys)),
  };
  const store = guardStore(verbs, {
    backend: "Redis",
    redactError,
    onCall: () => checkPolicy && warnOnEviction(client, connection, onWarning),
  });
  // Subscribes when the first listener is added. Until then, and while the connection is lost, the feed is polled.
  const bell = subscriber && createBell((ring) => onMessage(subscriber, keys.revocations, ring));
  return { ...store, ...bell } as RedisStore<Options>;
}
