import { guardStore } from "@sessionkit/core/store";
import { activityLog } from "../activity/activity-log.ts";
import { redactError } from "../client/redact-error.ts";
import type { RedisClient } from "../client/redis-client.ts";
import { warnOfEviction } from "../client/warn-of-eviction.ts";
import { readClient } from "../options/read-client.ts";
import { readOptions } from "../options/read-options.ts";
import type { RedisStore, RedisStoreOptions } from "../options/redis-store-options.ts";
import { readTogether } from "../reading/read-together.ts";
import { createKeys } from "./keys.ts";
import { sessionVerbs } from "./session-verbs.ts";

/**
 * A store in Redis, through the application's own client of ioredis. Sessions end by themselves at the earlier of
 * their two expiries, by the clock of Redis.
 *
 * With `activity` it also keeps a log (`ActivityLog`). Asks Redis nothing yet, and never opens or closes a connection.
 *
 * Throws `SessionConfigError` for a client that cannot keep sessions. Every verb rejects with `SessionStoreError` where
 * Redis fails, or holds what cannot be a session; its cause is the error of ioredis, without the command.
 */
export function createRedisStore<const Options extends RedisStoreOptions = RedisStoreOptions>(
  client: RedisClient,
  options: Options = {} as Options,
): RedisStore<Options> {
  const redis = readClient(client);
  const { prefix, activity, checkPolicy, onWarning } = readOptions(options);
  const keys = createKeys(prefix);

  const verbs = {
    ...sessionVerbs(redis, keys, readTogether(redis)),
    ...(activity && activityLog(redis, keys)),
  };
  return guardStore(verbs, {
    backend: "Redis",
    redactError,
    onCall: () => checkPolicy && warnOfEviction(redis, onWarning),
  }) as RedisStore<Options>;
}
