import { type PendingRead, readOne, type Server } from "./connection.ts";
import type { IoredisCluster, PipelineReply } from "./ioredis-client.ts";
import { keySlot } from "./key-slot.ts";

/** Sends one pipeline per server. */
export async function readFromCluster(
  client: IoredisCluster,
  server: Server,
  reads: readonly PendingRead[],
): Promise<void> {
  const groups = new Map<string | undefined, PendingRead[]>();
  for (const read of reads) {
    const servers = client.slots[keySlot(read.key)]?.join();
    const group = groups.get(servers);
    if (group) group.push(read);
    else groups.set(servers, [read]);
  }
  await Promise.all(Array.from(groups.values(), (group) => readGroup(client, server, group)));
}

async function readGroup(
  client: IoredisCluster,
  server: Server,
  group: readonly PendingRead[],
): Promise<void> {
  const replies = group.length > 1 ? await sendPipeline(client, group) : [];
  await Promise.all(
    group.map((read, i) => {
      const reply = replies[i];
      // A pipeline does not follow slots that have moved to another server. A single command does.
      if (!reply || reply[0]) return readOne(server, read);
      return read.resolve(reply[1] as string | null);
    }),
  );
}

async function sendPipeline(
  client: IoredisCluster,
  group: readonly PendingRead[],
): Promise<PipelineReply[]> {
  const replies = client.pipeline(group.map(({ key }) => ["get", key])).exec();
  // ioredis rejects the whole pipeline if its slot table changed, so that the keys are on different servers.
  return replies.then(
    (list) => list ?? [],
    () => [],
  );
}
