import { type ActivityLog, SessionConfigError, type SessionStore } from "@sessionkit/core";
import { describeType } from "@sessionkit/core/store";

export interface RedisStoreOptions {
  /** Prefix of all keys, without braces. Default `"sessionkit:"`. */
  readonly prefix?: string | undefined;
  /** Whether to store an activity log. Default false. */
  readonly activity?: boolean | undefined;
  /** Whether to check once per client, with `INFO`, that the server does not evict sessions. Default true. */
  readonly checkPolicy?: boolean | undefined;
  /** Called with a warning if the server evicts sessions. Default `process.emitWarning`. */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/** The store, with `ActivityLog` only if `activity` is true. */
export type RedisStore<Options extends RedisStoreOptions> = SessionStore &
  (Options extends { readonly activity: true } ? ActivityLog : unknown);

type Settings = {
  readonly [Name in keyof RedisStoreOptions]-?: Exclude<RedisStoreOptions[Name], undefined>;
};

/** Returns the options with all defaults. Throws `SessionConfigError` for a wrong one. */
export function readOptions(options: RedisStoreOptions): Settings {
  const {
    prefix = "sessionkit:",
    activity = false,
    checkPolicy = true,
    onWarning = (message) => process.emitWarning(message),
  } = options;

  if (typeof prefix !== "string" || /[{}]/.test(prefix)) {
    throw new SessionConfigError(
      "prefix",
      `expected text without braces, which select the slot in a Cluster, got ${JSON.stringify(prefix)}.`,
    );
  }
  checkBoolean("activity", activity);
  checkBoolean("checkPolicy", checkPolicy);
  if (typeof onWarning !== "function") {
    throw new SessionConfigError(
      "onWarning",
      `expected a function, got ${describeType(onWarning)}.`,
    );
  }
  return { prefix, activity, checkPolicy, onWarning };
}

function checkBoolean(option: string, value: unknown): void {
  if (typeof value === "boolean") return;
  throw new SessionConfigError(option, `expected true or false, got ${describeType(value)}.`);
}
