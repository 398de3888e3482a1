import type { Revocation } from "@sessionkit/core";
import { buildRevocation } from "@sessionkit/testing";
import { expect, it, vi } from "vitest";
import { clients } from "../../test/clients/clients.ts";
import { connect, connectToServer, use } from "../../test/connect.ts";
import { createKeys } from "../records/keys.ts";
import { createRedisStore } from "../store/create-redis-store.ts";

const { redis, client, prefix } = await connect();
const key = createKeys(prefix).revocations;
const store = createRedisStore(client, { prefix });

/** Not the shared server: tests of other files subscribe there. */
const separate = await connectToServer();

/** Over for more than a minute by the clock of Redis. */
const over = () => buildRevocation({ until: new Date(Date.now() - 120_000) });

/** Appends an entry at a position, in the stored format. */
async function addAt(position: string, entry: Revocation): Promise<void> {
  const { id, subject, notBefore, until, reason, cookiesCleared } = entry;
  const text = [1, id, subject, notBefore.getTime(), until.getTime(), reason, cookiesCleared];
  await redis.xadd(key, position, "id", id, "until", "9e15", "entry", JSON.stringify(text));
}

it("removes entries that are over while it appends, and none that is in force", async () => {
  await redis.del(key);
  for (const entry of [over(), over()]) await store.publishRevocation(entry);
  const [first, second] = [buildRevocation(), buildRevocation()];
  for (const entry of [first, over(), second]) await store.publishRevocation(entry);
  expect(await redis.xlen(key)).toBe(3);
  const { entries } = await store.readRevocations(null, 10);
  expect(entries.map(({ id }) => id)).toEqual(expect.arrayContaining([first.id, second.id]));
});

it("leaves no key after the last entry is over", async () => {
  await redis.del(key);
  const last = Date.now() + 3_600_000;
  for (const until of [last, last - 60_000])
    await store.publishRevocation(buildRevocation({ until: new Date(until) }));
  const expiry = Date.now() + (await redis.pttl(key));
  expect(expiry).toBeGreaterThan(last);
  expect(expiry).toBeLessThan(last + 120_000);
});

it("returns all entries to a reader whose last one was lost, whatever their positions are", async () => {
  await redis.del(key);
  for (let i = 0; i < 3; i++) await store.publishRevocation(buildRevocation());
  const { cursor } = await store.readRevocations(null, 10);
  await redis.del(key);
  const entry = buildRevocation();
  await addAt("1-1", entry);
  expect((await store.readRevocations(cursor, 10)).entries).toEqual([entry]);
});

it("does not take another entry at the same position for the one that it has read", async () => {
  await redis.del(key);
  const [lost, next] = [buildRevocation(), buildRevocation()];
  await addAt("5-1", lost);
  const { cursor } = await store.readRevocations(null, 10);
  await redis.del(key);
  await addAt("5-1", next);
  expect((await store.readRevocations(cursor, 10)).entries).toEqual([next]);
});

it("calls listeners again after the connection for messages was lost", async () => {
  const { redis, client, server } = separate;
  const subscriber = await use(clients.openServer(server.url));
  const store = createRedisStore(client, { subscriber });
  const listener = vi.fn();
  store.onRevocation(listener);
  await expect.poll(() => listener).toHaveBeenCalled();
  listener.mockClear();
  await redis.client("KILL", "TYPE", "PUBSUB");
  // Without an entry: it was connected again.
  await expect.poll(() => listener).toHaveBeenCalled();
  listener.mockClear();
  await store.publishRevocation(buildRevocation());
  await expect.poll(() => listener).toHaveBeenCalled();
});
