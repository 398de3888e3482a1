import { isClusterClient } from "../client/cluster-client.ts";
import type { RedisClient } from "../client/redis-client.ts";
import { askAlone } from "./ask-alone.ts";
import { askAtOnce } from "./ask-at-once.ts";
import { askByServer } from "./ask-by-server.ts";
import type { Reading } from "./reading.ts";

/** The text at a key, or null. */
export type ReadText = (key: string) => Promise<string | null>;

/** As many as are asked for in one piece, so that none keeps others from the server for long. */
const CHUNK = 1_000;

/**
 * Combines concurrent readings. One while none is under way leaves with all others of its tick; while one is, it
 * leaves with what the requests that came in the same turn of the event loop ask for. Nothing waits for an answer,
 * so a server that is slow, or one of several that is silent, holds nobody else up.
 */
export function readTogether(client: RedisClient): ReadText {
  const waiting: Reading[] = [];
  let underWay = 0;

  async function send(): Promise<void> {
    const readings = waiting.splice(0, CHUNK);
    underWay++;
    try {
      await ask(client, readings);
    } catch (error) {
      for (const { reject } of readings) reject(error);
    }
    underWay--;
  }

  return (key) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ key, resolve, reject }) % CHUNK !== 1) return;
      if (underWay > 0) setImmediate(send);
      else process.nextTick(send);
    });
}

function ask(client: RedisClient, readings: readonly Reading[]): Promise<void> {
  const [only] = readings;
  if (only && readings.length === 1) return askAlone(client, only);
  return isClusterClient(client) ? askByServer(client, readings) : askAtOnce(client, readings);
}
