import { type SessionRecord, SessionStoreError } from "@sessionkit/core";
import { startFaultProxy } from "@sessionkit/test-servers";
import { buildRecord } from "@sessionkit/testing";
import { afterAll, expect, it } from "vitest";
import { createRedisStore } from "../src/store/create-redis-store.ts";
import { clients } from "./clients/clients.ts";
import { connectToServer, use } from "./connect.ts";

const { redis, server } = await connectToServer();
const proxy = await startFaultProxy(server);
const store = createRedisStore(await use(clients.openServer(`redis://127.0.0.1:${proxy.port}`)));
afterAll(() => proxy.close());

const CUTS = 20;

/** Messages of the clients when a connection was lost. */
const LOST = expect.stringMatching(/ECONNRESET|closed|EPIPE/);

it("returns no session of another user after connections were lost with reads in flight", async () => {
  const records = Array.from({ length: 20 }, () => buildRecord());
  for (const record of records) await store.insert(record);
  const before = await countConnections();
  for (let cut = 0; cut < CUTS; cut++) {
    // Each in a turn of the event loop of its own: before, during and after the loss of the connection.
    const reads: Promise<void>[] = [];
    for (const [turn, record] of [...records, ...records, ...records].entries()) {
      reads.push(check(record));
      if (turn === 20) proxy.cut();
      if (turn === 30) proxy.restore();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(reads);
  }
  expect((await countConnections()) - before).toBeGreaterThanOrEqual(CUTS);
});

/** A read in flight may fail, with the error of its connection. */
async function check(record: SessionRecord): Promise<void> {
  const found = await store.find(record.id).catch((error: SessionStoreError) => error);
  if (found instanceof SessionStoreError) expect(found.cause).toMatchObject({ message: LOST });
  else expect(found).toEqual(record);
}

async function countConnections(): Promise<number> {
  const stats = await redis.info("stats");
  return Number(/total_connections_received:(\d+)/.exec(stats)?.[1]);
}
