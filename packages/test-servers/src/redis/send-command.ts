import { Redis } from "ioredis";

/** Sends one command on a separate connection, without retries. */
export async function sendCommand(
  url: string,
  command: string,
  ...args: string[]
): Promise<unknown> {
  const client = new Redis(url, {
    lazyConnect: true,
    enableReadyCheck: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let failure: Error | undefined;
  // The command only rejects with "Connection is closed". The reason is in the event.
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
