import { Redis } from "ioredis";
import { chooseServer, type ServerChoice, uniqueName } from "../process/choose-server.ts";
import { sendCommand } from "./send-command.ts";
import { startRedis } from "./start-redis.ts";

/** A key prefix on a real Redis that no other test uses. */
export interface UsedRedis {
  readonly url: string;
  readonly prefix: string;
  /** Removes every key with the prefix. */
  close(): Promise<void>;
}

/** Chooses a prefix on the server of `REDIS_URL`, else on the default port, else on a new server. */
export async function useRedis(): Promise<UsedRedis> {
  const url = await chooseServer(redisServer);
  const prefix = `${uniqueName()}:`;
  return {
    url,
    prefix,
    close: () => removeKeys(url, prefix),
  };
}

export const redisServer: ServerChoice = {
  variable: "REDIS_URL",
  defaultUrl: "redis://127.0.0.1:6379",
  isUp: (url) => sendCommand(url, "PING"),
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
