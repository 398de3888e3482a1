import type { RedisClient } from "../client/redis-client.ts";
import type { Reading } from "./reading.ts";

/** Answers to one reading by a command of its own, also where that fails. */
export function askAlone(client: RedisClient, { key, resolve, reject }: Reading): Promise<void> {
  return client.call("get", key).then((text) => resolve(text as string | null), reject);
}
