import { buildActivity, buildRecord } from "@sessionkit/testing";
import { expect, it } from "vitest";
import { connectToServer } from "../../test/connect.ts";
import { createRedisStore } from "../store/create-redis-store.ts";

const { redis, client } = await connectToServer();
const store = createRedisStore(client, { activity: true });
const now = new Date();

it("runs on a server that does not have the scripts", async () => {
  const record = buildRecord();
  const { userId } = record;
  const verbs = [
    () => store.insert(record),
    () => store.update(record.id, 1, { ip: null }),
    () => store.findByUser(userId, now),
    () => store.delete(record.id),
    () => store.deleteByUser(userId),
    () => store.record(buildActivity({ userId, at: now })),
    () => store.deleteBefore(now, 10),
  ];
  for (const verb of verbs) {
    await redis.script("FLUSH");
    await expect(verb()).resolves.toSatisfy(() => true);
  }
});

it("does not send the source to a server that has the script", async () => {
  const record = buildRecord();
  await store.insert(record);
  await store.update(record.id, 1, {});
  await redis.config("RESETSTAT");
  for (let version = 2; version < 5; version++) {
    expect(await store.update(record.id, version, {})).toBe("updated");
  }
  expect(await redis.info("commandstats")).not.toContain("cmdstat_eval:");
});
