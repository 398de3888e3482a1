import {
  type ActivityLog,
  type RevocationBell,
  type RevocationFeed,
  SessionConfigError,
  type SessionStore,
} from "@sessionkit/core";
import { describeType } from "@sessionkit/core/store";
import type { RedisSubscriber } from "../client/redis-client.ts";

export interface RedisStoreOptions {
  /** Prefix of all keys, without braces. Default `"sessionkit:"`. */
  readonly prefix?: string | undefined;
  /** Whether to store an activity log. Default false. */
  readonly activity?: boolean | undefined;
  /**
   * A connection of its own for the signal that an entry was added to the revocation feed: processes then refuse a revoked
   * session within milliseconds. Without it, within `revocation.maxStale` of `createSessions`.
   *
   * @example
   * createRedisStore(redis, { subscriber: redis.duplicate() }); // ioredis
   * createRedisStore(redis, { subscriber: await redis.duplicate().connect() }); // node-redis
   */
  readonly subscriber?: RedisSubscriber | undefined;
  /** Whether to check once per client, with `INFO`, that the server does not evict sessions. Default true. */
  readonly checkPolicy?: boolean | undefined;
  /** Called with a warning if the server evicts sessions. Default `process.emitWarning`. */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/** The store, with `ActivityLog` only if `activity` is true, and `RevocationBell` only with a `subscriber`. */
export type RedisStore<Options extends RedisStoreOptions> = SessionStore &
  RevocationFeed &
  (Options extends { readonly subscriber: RedisSubscriber } ? RevocationBell : unknown) &
  (Options extends { readonly activity: true } ? ActivityLog : unknown);

type Settings = Pick<RedisStoreOptions, "subscriber"> & {
  readonly [Name in keyof Omit<RedisStoreOptions, "subscriber">]-?: Exclude<
    RedisStoreOptions[Name],
    undefined
  >;
};

/** Returns the options with all defaults. Throws `SessionConfigError` for a wrong one. */
export function readOptions(options: RedisStoreOptions): Settings {
  const {
    prefix = "sessionkit:",
    activity = false,
    subscriber,
    checkPolicy = true,
    onWarning = (message) => process.emitWarning(message),
  } = options;

  if (typeof prefix !== "string" || /[{}]/.test(prefix)) {
    throw new SessionConfigError(
      "prefix",
      `expected text without braces, which select the slot in a Cluster, got ${JSON.stringify(prefix)}.`,
    );
  }
  if (typeof activity !== "boolean") throw wrongType("activity", "true or false", activity);
  if (typeof checkPolicy !== "boolean")
    throw wrongType("checkPolicy", "true or false", checkPolicy);
  if (typeof onWarning !== "function") throw wrongType("onWarning", "a function", onWarning);
  if (subscriber !== undefined && typeof subscriber.subscribe !== "function")
    throw wrongType("subscriber", "a client of its own, such as redis.duplicate()", subscriber);
  return { prefix, activity, subscriber, checkPolicy, onWarning };
}

function wrongType(option: string, expected: string, value: unknown): SessionConfigError {
  return new SessionConfigError(option, `expected ${expected}, got ${describeType(value)}.`);
}
