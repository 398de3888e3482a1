import { buildRecord } from "@sessionkit/testing";
import { expect, it } from "vitest";
import { createKeys } from "../src/records/keys.ts";
import { createRedisStore } from "../src/store/create-redis-store.ts";
import { connect } from "./connect.ts";

const { redis, client, prefix } = await connect();
const store = createRedisStore(client, { prefix });
const keys = createKeys(prefix);
const DAY = 86_400_000;
const past = new Date(1_000);
const now = new Date();

const expiryOf = (key: string) => redis.call("pexpiretime", key);

it("keeps a session for a day after the earlier of its two expiries, to the millisecond", async () => {
  const idle = buildRecord({ idleExpiresAt: new Date("2100-01-02T00:00:00.003Z") });
  const absolute = buildRecord({ absoluteExpiresAt: new Date("2100-01-01T00:00:00.001Z") });
  for (const record of [idle, absolute]) await store.insert(record);
  expect(await expiryOf(keys.session(idle.id))).toBe(Date.UTC(2100, 0, 3, 0, 0, 0, 3));
  expect(await expiryOf(keys.session(absolute.id))).toBe(Date.UTC(2100, 0, 2, 0, 0, 0, 1));
});

it("applies an update to a later or earlier expiry, and keeps the expiry if none is updated", async () => {
  const record = buildRecord();
  const end = async () => new Date(Number(await expiryOf(keys.session(record.id))) - DAY);
  await store.insert(record);
  const ends = ["2100-01-20T00:00:00.005Z", "2100-01-01T00:00:00.006Z"].map((day) => new Date(day));
  for (const [i, idleExpiresAt] of ends.entries()) {
    await store.update(record.id, i + 1, { idleExpiresAt });
    expect(await end()).toEqual(idleExpiresAt);
  }
  await store.update(record.id, 3, { ip: null });
  expect(await end()).toEqual(ends[1]);
  await store.update(record.id, 4, { absoluteExpiresAt: new Date(4_102_444_800_000) });
  expect(await end()).toEqual(new Date(4_102_444_800_000));
});

it.each([
  ["past", past],
  ["before 1970", new Date(-1)],
  ["more than a day ago", new Date(Date.now() - DAY - 1_000)],
])("has no session whose expiry is %s", async (_, end) => {
  const born = buildRecord({ idleExpiresAt: end });
  const updated = buildRecord({ userId: born.userId });
  await store.insert(born);
  await store.insert(updated);
  expect(await store.update(updated.id, 1, { absoluteExpiresAt: end })).toBe("updated");
  for (const { id } of [born, updated]) expect(await store.find(id)).toBeNull();
  expect(await store.update(updated.id, 2, {})).toBe("missing");
  expect(await store.findByUser(born.userId, now)).toEqual([]);
  expect(await store.deleteByUser(born.userId)).toEqual([]);
});

it("removes the id of an expired session from the index when it lists the user's sessions", async () => {
  const lasting = buildRecord();
  const ended = buildRecord({ userId: lasting.userId });
  await store.insert(lasting);
  await store.insert(ended);
  await redis.pexpireat(keys.session(ended.id), 1);
  expect(await store.findByUser(lasting.userId, now)).toEqual([lasting]);
  expect(await redis.zrange(keys.index(lasting.userId), "0", "-1")).toEqual([lasting.id]);
  expect(await store.deleteByUser(lasting.userId)).toEqual([lasting.id]);
});

it("removes ids past their absolute expiry from the index at a sign-in", async () => {
  const record = buildRecord();
  await store.insert(record);
  await redis.zadd(keys.index(record.userId), past.getTime(), "long gone");
  await store.insert(buildRecord({ userId: record.userId }));
  const listed = await redis.zrange(keys.index(record.userId), "0", "-1");
  expect(listed).toHaveLength(2);
  expect(listed).not.toContain("long gone");
});

it("keeps a user's index until the latest expiry of their sessions", async () => {
  const { userId } = buildRecord();
  const days = [3, 9, 5].map((day) => new Date(Date.UTC(2100, 2, day)));
  for (const absoluteExpiresAt of days) {
    await store.insert(buildRecord({ userId, absoluteExpiresAt }));
  }
  expect(await expiryOf(keys.index(userId))).toBe(Date.UTC(2100, 2, 9));
});

it("leaves no key of a user whose sessions were all removed", async () => {
  const { userId, id } = buildRecord();
  await store.insert(buildRecord({ userId, id }));
  await store.insert(buildRecord({ userId }));
  await store.delete(id);
  await store.deleteByUser(userId);
  expect(await redis.exists(keys.index(userId))).toBe(0);
});
