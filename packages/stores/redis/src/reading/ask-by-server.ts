import type { ClusterClient, PipelineAnswer } from "../client/cluster-client.ts";
import { askAlone } from "./ask-alone.ts";
import { keySlot } from "./key-slot.ts";
import type { Reading } from "./reading.ts";

/**
 * Answers to several readings by one piece for each server of a Cluster, which refuses one command for keys of
 * different slots.
 */
export async function askByServer(
  client: ClusterClient,
  readings: readonly Reading[],
): Promise<void> {
  const groups = new Map<string | undefined, Reading[]>();
  for (const reading of readings) {
    const servers = client.slots[keySlot(reading.key)]?.join();
    const group = groups.get(servers);
    if (group) group.push(reading);
    else groups.set(servers, [reading]);
  }
  await Promise.all(Array.from(groups.values(), (group) => askOne(client, group)));
}

async function askOne(client: ClusterClient, group: readonly Reading[]): Promise<void> {
  const answers = group.length > 1 ? await sendPiece(client, group) : [];
  await Promise.all(
    group.map((reading, i) => {
      const answer = answers[i];
      // Slots move, and then each key may be elsewhere: a command of its own follows it there, a piece does not.
      if (!answer || answer[0]) return askAlone(client, reading);
      return reading.resolve(answer[1] as string | null);
    }),
  );
}

async function sendPiece(
  client: ClusterClient,
  group: readonly Reading[],
): Promise<PipelineAnswer[]> {
  const answers = client.pipeline(group.map(({ key }) => ["get", key])).exec();
  // It fails as a whole where ioredis has learnt meanwhile that they are not on one server.
  return answers.then(
    (list) => list ?? [],
    () => [],
  );
}
