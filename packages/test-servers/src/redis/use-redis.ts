import { Redis } from "ioredis";
import { chooseServer, type ServerChoice } from "../process/choose-server.ts";
import { freshName } from "../process/fresh-name.ts";
import { askRedis } from "./ask-redis.ts";
import { startRedis } from "./start-redis.ts";

/** Room of one's own on a real Redis: whoever keeps to the prefix meets nobody. */
export interface UsedRedis {
  readonly url: string;
  readonly prefix: string;
  /** Removes every key with the prefix. */
  close(): Promise<void>;
}

/** On the server of `REDIS_URL`, else on the default port, else on one of its own. */
export async function useRedis(): Promise<UsedRedis> {
  const url = await chooseServer(redisServer);
  const prefix = `${freshName()}:`;
  return {
    url,
    prefix,
    close: () => removeKeys(url, prefix),
  };
}

export const redisServer: ServerChoice = {
  variable: "REDIS_URL",
  defaultUrl: "redis://127.0.0.1:6379",
  isUp: (url) => askRedis(url, "PING"),
  start: startRedis,
};

async function removeKeys(url: string, prefix: string): Promise<void> {
  const client = new Redis(url, { maxRetriesPerRequest: 0 });
  try {
    for await (const keys of client.scanStream({ match: `${prefix}*`, count: 1_000 })) {
      if (keys.length > 0) await client.unlink(...(keys as string[]));
    }
  } finally {
    client.disconnect();
  }
}
