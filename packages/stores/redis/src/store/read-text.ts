import type { RedisClient } from "../client/redis-client.ts";
import { type Reading, sendReadings } from "../client/send-readings.ts";

/** The text at a key, or null. */
export type ReadText = (key: string) => Promise<string | null>;

/**
 * Combines concurrent readings. One while none is under way leaves with all others of its tick; while one is, it
 * leaves with what the requests that came in the same turn of the event loop ask for. Nothing waits for an answer,
 * so a server that is slow, or one of several that is silent, holds nobody else up.
 */
export function readTogether(client: RedisClient): ReadText {
  let waiting: Reading[] = [];
  let underWay = 0;

  async function send(): Promise<void> {
    const readings = waiting;
    waiting = [];
    underWay++;
    await sendReadings(client, readings);
    underWay--;
  }

  return (key) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ key, resolve, reject }) > 1) return;
      if (underWay > 0) setImmediate(send);
      else process.nextTick(send);
    });
}
