import { buildRecord } from "@sessionkit/testing";
import { describe, expect, it } from "vitest";
import { connect } from "../../test/connect.ts";
import { crash, interrupted } from "../../test/interrupted.ts";
import { createKeys } from "../records/keys.ts";
import { createRedisStore } from "./create-redis-store.ts";

const { redis, client, prefix } = await connect();
const store = createRedisStore(client, { prefix });
const keys = createKeys(prefix);
const now = new Date();

/** A store whose client runs `before` before each call of the command. */
const storeWith = (command: string, before: () => Promise<void>) =>
  createRedisStore(interrupted(client, command, before), { prefix, checkPolicy: false });

const onTime = (number: number, act: () => Promise<void>) => {
  let time = 0;
  return async () => (++time === number ? act() : undefined);
};

const indexed = (userId: string) => redis.zrange(keys.index(userId), "0", "-1");

describe("a process that ends between two writes", () => {
  it("leaves no session outside the index if it crashes during a sign-in", async () => {
    const record = buildRecord();
    const crashed = storeWith("set", crash).insert(record);
    await expect(crashed).rejects.toMatchObject({ code: "session_store" });
    expect(await store.find(record.id)).toBeNull();
    expect(await indexed(record.userId)).toEqual([record.id]);
    expect(await store.findByUser(record.userId, now)).toEqual([]);
    expect(await indexed(record.userId)).toEqual([]);
  });

  it("leaves no session that outlives its user's index", async () => {
    const record = buildRecord();
    await store.insert(record);
    const absoluteExpiresAt = new Date("2150-01-01T00:00:00.000Z");
    const crashing = storeWith("evalsha", onTime(2, crash));
    const update = crashing.update(record.id, 1, { absoluteExpiresAt });
    await expect(update).rejects.toMatchObject({ code: "session_store" });
    expect(await store.find(record.id)).toEqual(record);
    expect(await redis.pexpiretime(keys.index(record.userId))).toBe(absoluteExpiresAt.getTime());
  });

  it("leaves no session that outlives its user's index if another update was concurrent", async () => {
    const record = buildRecord();
    await store.insert(record);
    const absoluteExpiresAt = new Date("2150-01-01T00:00:00.000Z");
    const longer = storeWith("evalsha", onTime(3, crash));
    // Writes the expiry that it read, after the other update has written a later one.
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
    ["deleting one session", (s: typeof store, id: string) => s.delete(id)],
    [
      "deleting all sessions of a user",
      (s: typeof store, _: string, userId: string) => s.deleteByUser(userId),
    ],
  ])("has removed the sessions if it crashes while %s", async (_, end) => {
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

describe("a sign-in during another call", () => {
  it.each([
    ["a list of the user's sessions", (userId: string) => store.findByUser(userId, now)],
    ["a deletion of the user's sessions", (userId: string) => store.deleteByUser(userId)],
  ])("is in the index after %s", async (_, interrupt) => {
    const record = buildRecord();
    await storeWith("set", async () => {
      await interrupt(record.userId);
    }).insert(record);
    expect(await store.find(record.id)).toEqual(record);
    expect(await store.findByUser(record.userId, now)).toEqual([record]);
    expect(await store.deleteByUser(record.userId)).toEqual([record.id]);
  });
});

describe("an index that was lost", () => {
  it("is restored for each session that is updated", async () => {
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

it("never removes a session of another user, even if the index contains its id", async () => {
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

it("removes the other sessions if one removal fails, and rejects", async () => {
  const { userId } = buildRecord();
  const records = [1, 2, 3].map(() => buildRecord({ userId }));
  for (const record of records) await store.insert(record);
  const [broken, ...others] = records.map(({ id }) => id);
  await redis.del(keys.session(broken ?? ""));
  await redis.lpush(keys.session(broken ?? ""), "not a session");
  await expect(store.deleteByUser(userId)).rejects.toMatchObject({ code: "session_store" });
  expect(await Promise.all(others.map((id) => store.find(id)))).toEqual([null, null]);
});
