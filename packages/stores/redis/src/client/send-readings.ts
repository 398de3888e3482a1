import type { RedisClient } from "./redis-client.ts";

/** One key that somebody waits for. */
export interface Reading {
  readonly key: string;
  readonly resolve: (text: string | null) => void;
  readonly reject: (error: unknown) => void;
}

/** Asks for all of them in one command. Answers to each reading, and itself never rejects. */
export async function sendReadings(
  client: RedisClient,
  readings: readonly Reading[],
): Promise<void> {
  try {
    const texts = await askFor(client, readings);
    for (const [i, { resolve }] of readings.entries()) resolve(texts[i] ?? null);
  } catch (error) {
    for (const { reject } of readings) reject(error);
  }
}

async function askFor(
  client: RedisClient,
  readings: readonly Reading[],
): Promise<(string | null)[]> {
  const keys = readings.map(({ key }) => key);
  if (keys.length === 1) return [(await client.call("get", ...keys)) as string | null];
  return (await client.call("mget", ...keys)) as (string | null)[];
}
