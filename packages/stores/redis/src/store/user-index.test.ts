import { buildRecord } from "@sessionkit/testing";
import { describe, expect, it } from "vitest";
import { connect } from "../../fixture/connect.ts";
import { crash, interrupted } from "../../fixture/interrupted.ts";
import { createRedisStore } from "./create-redis-store.ts";
import { createKeys } from "./keys.ts";

const { redis, prefix } = await connect();
const store = createRedisStore(redis, { prefix });
const keys = createKeys(prefix);
const now = new Date();

/** A store on a client for which something comes before each of these commands. */
const storeWith = (command: string, before: () => Promise<void>) =>
  createRedisStore(interrupted(redis, command, before), { prefix, checkPolicy: false });

const onTime = (number: number, act: () => Promise<void>) => {
  let time = 0;
  return async () => (++time === number ? act() : undefined);
};

const indexed = (userId: string) => redis.zrange(keys.index(userId), "0", "-1");

describe("a process that ends between two writes", () => {
  it("leaves no session that the end of all of a user's would miss, when it was signing in", async () => {
    const record = buildRecord();
    const crashed = storeWith("set", crash).insert(record);
    await expect(crashed).rejects.toMatchObject({ code: "session_store" });
    expect(await store.find(record.id)).toBeNull();
    expect(await indexed(record.userId)).toEqual([record.id]);
    expect(await store.findByUser(record.userId, now)).toEqual([]);
    expect(await indexed(record.userId)).toEqual([]);
  });

  it("leaves no session of longer life than the index of its user", async () => {
    const record = buildRecord();
    await store.insert(record);
    const absoluteExpiresAt = new Date("2150-01-01T00:00:00.000Z");
    const crashing = storeWith("evalsha", onTime(2, crash));
    const update = crashing.update(record.id, 1, { absoluteExpiresAt });
    await expect(update).rejects.toMatchObject({ code: "session_store" });
    expect(await store.find(record.id)).toEqual(record);
    expect(await redis.pexpiretime(keys.index(record.userId))).toBe(absoluteExpiresAt.getTime());
  });

  it("leaves no session of longer life than the index of its user, when another was overtaken", async () => {
    const record = buildRecord();
    await store.insert(record);
    const absoluteExpiresAt = new Date("2150-01-01T00:00:00.000Z");
    const longer = storeWith("evalsha", onTime(3, crash));
    // Writes the expiry that it saw after the other one has written a later one.
    const overtaken = storeWith(
      "evalsha",
      onTime(2, async () => {
        const update = longer.update(record.id, 2, { absoluteExpiresAt });
        await expect(update).rejects.toMatchObject({ code: "session_store" });
      }),
    );
    expect(await overtaken.update(record.id, 1, { ip: null })).toBe("updated");
    expect(await store.find(record.id)).toMatchObject({ version: 3, absoluteExpiresAt });
    expect(await redis.zscore(keys.index(record.userId), record.id)).toBe(
      `${absoluteExpiresAt.getTime()}`,
    );
  });

  it.each([
    ["one session", (s: typeof store, id: string) => s.delete(id)],
    ["all of a user's", (s: typeof store, _: string, userId: string) => s.deleteByUser(userId)],
  ])("has ended %s, and lists nothing", async (_, end) => {
    const record = buildRecord();
    await store.insert(record);
    const crashed = end(storeWith("zrem", crash), record.id, record.userId);
    await expect(crashed).rejects.toMatchObject({ code: "session_store" });
    expect(await store.find(record.id)).toBeNull();
    expect(await store.findByUser(record.userId, now)).toEqual([]);
    expect(await indexed(record.userId)).toEqual([]);
    expect(await store.deleteByUser(record.userId)).toEqual([]);
  });
});

describe("a sign-in that others overtake", () => {
  it.each([
    ["a list", (userId: string) => store.findByUser(userId, now)],
    ["the end of all of the user's sessions", (userId: string) => store.deleteByUser(userId)],
  ])("is ended with all others after %s", async (_, overtake) => {
    const record = buildRecord();
    await storeWith("set", async () => {
      await overtake(record.userId);
    }).insert(record);
    expect(await store.find(record.id)).toEqual(record);
    expect(await store.findByUser(record.userId, now)).toEqual([record]);
    expect(await store.deleteByUser(record.userId)).toEqual([record.id]);
  });
});

describe("an index that was lost", () => {
  it("comes back with each session that is in use", async () => {
    const used = buildRecord();
    const unused = buildRecord({ userId: used.userId });
    for (const record of [used, unused]) await store.insert(record);
    await redis.del(keys.index(used.userId));
    expect(await store.findByUser(used.userId, now)).toEqual([]);

    await store.update(used.id, 1, { lastActiveAt: now });
    expect(await indexed(used.userId)).toEqual([used.id]);
    expect(await redis.pexpiretime(keys.index(used.userId))).toBe(used.absoluteExpiresAt.getTime());
    expect(await store.deleteByUser(used.userId)).toEqual([used.id]);
    expect(await store.find(unused.id)).toEqual(unused);
  });
});

it("never ends a session of another user, whatever their index says", async () => {
  const record = buildRecord();
  const { userId } = buildRecord();
  await store.insert(record);
  await redis.zadd(keys.index(userId), 4_200_000_000_000, record.id);
  expect(await store.deleteByUser(userId)).toEqual([]);
  expect(await store.find(record.id)).toEqual(record);
  await redis.zadd(keys.index(userId), 4_200_000_000_000, record.id);
  expect(await store.findByUser(userId, now)).toEqual([]);
  expect(await indexed(userId)).toEqual([]);
});

it("ends what sessions it can when one cannot be ended, and says that it failed", async () => {
  const { userId } = buildRecord();
  const records = [1, 2, 3].map(() => buildRecord({ userId }));
  for (const record of records) await store.insert(record);
  const [broken, ...others] = records.map(({ id }) => id);
  await redis.del(keys.session(broken ?? ""));
  await redis.lpush(keys.session(broken ?? ""), "not a session");
  await expect(store.deleteByUser(userId)).rejects.toMatchObject({ code: "session_store" });
  expect(await Promise.all(others.map((id) => store.find(id)))).toEqual([null, null]);
});
