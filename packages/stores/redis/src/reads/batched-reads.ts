import { type Connection, type PendingRead, readOne } from "../client/connection.ts";

/** Returns the text at a key, or null. */
export type ReadText = (key: string) => Promise<string | null>;

/** Maximum number of keys in one batch: a longer command would block the server for other clients. */
const BATCH = 1_000;

/**
 * Combines concurrent reads into one command. If no batch is in flight, the next one is sent at the end of the current
 * tick; otherwise at the end of the current turn of the event loop. A batch never waits for the reply to another, so a
 * slow server, or one unresponsive server of a Cluster, delays only its own reads.
 */
export function batchedReads(connection: Connection): ReadText {
  const pending: PendingRead[] = [];
  let inFlight = 0;

  async function send(): Promise<void> {
    const batch = pending.splice(0, BATCH);
    inFlight++;
    try {
      await readBatch(connection, batch);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    inFlight--;
  }

  return (key) =>
    new Promise((resolve, reject) => {
      if (pending.push({ key, resolve, reject }) % BATCH !== 1) return;
      if (inFlight > 0) setImmediate(send);
      else process.nextTick(send);
    });
}

function readBatch(connection: Connection, batch: readonly PendingRead[]): Promise<void> {
  const [only] = batch;
  return only && batch.length === 1 ? readOne(connection, only) : connection.readMany(batch);
}
