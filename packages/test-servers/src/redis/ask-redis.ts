import { Redis } from "ioredis";

/** One command on a connection of its own, without retries. */
export async function askRedis(url: string, command: string, ...args: string[]): Promise<unknown> {
  const client = new Redis(url, {
    lazyConnect: true,
    enableReadyCheck: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let failure: Error | undefined;
  // The command itself only says that the connection is closed; the reason comes as an event.
  client.on("error", (error: Error) => {
    failure = error;
  });
  try {
    await client.connect();
    return await client.call(command, ...args);
  } catch (error) {
    throw failure ?? error;
  } finally {
    client.disconnect();
  }
}
