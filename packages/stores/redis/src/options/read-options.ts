import { SessionConfigError } from "@sessionkit/core";
import type { RedisStoreOptions } from "./redis-store-options.ts";

/** With every default. Throws `SessionConfigError` for what an option cannot be. */
export function readOptions(options: RedisStoreOptions): Required<RedisStoreOptions> {
  const {
    prefix = "sessionkit:",
    activity = false,
    checkPolicy = true,
    onWarning = (message) => process.emitWarning(message),
  } = options;

  if (typeof prefix !== "string" || /[{}]/.test(prefix)) {
    throw new SessionConfigError(
      "prefix",
      `expected text without braces, which choose the slot of a Cluster, got ${JSON.stringify(prefix)}.`,
    );
  }
  checkBoolean("activity", activity);
  checkBoolean("checkPolicy", checkPolicy);
  if (typeof onWarning !== "function") {
    throw new SessionConfigError("onWarning", `expected a function, got ${typeof onWarning}.`);
  }
  return { prefix, activity, checkPolicy, onWarning };
}

function checkBoolean(option: string, value: unknown): void {
  if (typeof value === "boolean") return;
  throw new SessionConfigError(option, `expected true or false, got ${typeof value}.`);
}
