import {
  type ClusterClient,
  isClusterClient,
  type PipelineReply,
  type RedisClient,
} from "../client/ioredis.ts";
import { keySlot } from "./key-slot.ts";

/** Returns the text at a key, or null. */
export type ReadText = (key: string) => Promise<string | null>;

/** A read that waits for its batch. */
interface PendingRead {
  readonly key: string;
  readonly resolve: (text: string | null) => void;
  readonly reject: (error: unknown) => void;
}

/** Maximum number of keys in one batch: a longer command would block the server for other clients. */
const BATCH = 1_000;

/**
 * Combines concurrent reads into one command. If no batch is in flight, the next one is sent at the end of the current
 * tick; otherwise at the end of the current turn of the event loop. A batch never waits for the reply to another, so a
 * slow server, or one unresponsive server of a Cluster, delays only its own reads.
 */
export function batchedReads(client: RedisClient): ReadText {
  const pending: PendingRead[] = [];
  let inFlight = 0;

  async function send(): Promise<void> {
    const batch = pending.splice(0, BATCH);
    inFlight++;
    try {
      await readBatch(client, batch);
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

function readBatch(client: RedisClient, batch: readonly PendingRead[]): Promise<void> {
  const [only] = batch;
  if (only && batch.length === 1) return readOne(client, only);
  return isClusterClient(client) ? readFromCluster(client, batch) : readFromServer(client, batch);
}

function readOne(client: RedisClient, { key, resolve, reject }: PendingRead): Promise<void> {
  return client.call("get", key).then((text) => resolve(text as string | null), reject);
}

async function readFromServer(client: RedisClient, batch: readonly PendingRead[]): Promise<void> {
  const reply = await client.call("mget", ...batch.map(({ key }) => key));
  const texts = reply as (string | null)[];
  for (const [i, { resolve }] of batch.entries()) resolve(texts[i] ?? null);
}

/** One pipeline per server: a Cluster rejects an MGET for keys in different slots. */
async function readFromCluster(
  client: ClusterClient,
  batch: readonly PendingRead[],
): Promise<void> {
  const groups = new Map<string | undefined, PendingRead[]>();
  for (const read of batch) {
    const servers = client.slots[keySlot(read.key)]?.join();
    const group = groups.get(servers);
    if (group) group.push(read);
    else groups.set(servers, [read]);
  }
  await Promise.all(Array.from(groups.values(), (group) => readGroup(client, group)));
}

async function readGroup(client: ClusterClient, group: readonly PendingRead[]): Promise<void> {
  const replies = group.length > 1 ? await sendPipeline(client, group) : [];
  await Promise.all(
    group.map((read, i) => {
      const reply = replies[i];
      // A pipeline does not follow slots that have moved to another server. A single command does.
      if (!reply || reply[0]) return readOne(client, read);
      return read.resolve(reply[1] as string | null);
    }),
  );
}

async function sendPipeline(
  client: ClusterClient,
  group: readonly PendingRead[],
): Promise<PipelineReply[]> {
  const replies = client.pipeline(group.map(({ key }) => ["get", key])).exec();
  // ioredis rejects the whole pipeline if its slot table changed, so that the keys are on different servers.
  return replies.then(
    (list) => list ?? [],
    () => [],
  );
}
