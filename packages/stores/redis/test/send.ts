import type { OwnServer } from "@sessionkit/test-servers";
import { Redis } from "ioredis";

/** Sends one command on a separate connection. */
export async function send(
  { url }: OwnServer,
  command: string,
  ...args: string[]
): Promise<unknown> {
  const redis = new Redis(url);
  try {
    return await redis.call(command, ...args);
  } finally {
    redis.disconnect();
  }
}
