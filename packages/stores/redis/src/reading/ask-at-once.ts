import type { RedisClient } from "../client/redis-client.ts";
import type { Reading } from "./reading.ts";

/** Answers to several readings by one command, of a server that has all keys. */
export async function askAtOnce(client: RedisClient, readings: readonly Reading[]): Promise<void> {
  const answer = await client.call("mget", ...readings.map(({ key }) => key));
  const texts = answer as (string | null)[];
  for (const [i, { resolve }] of readings.entries()) resolve(texts[i] ?? null);
}
