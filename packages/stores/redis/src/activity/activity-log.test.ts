import { buildActivity } from "@sessionkit/testing";
import { expect, it } from "vitest";
import { connect } from "../../test/connect.ts";
import { interrupted } from "../../test/interrupted.ts";
import { createRedisStore } from "../store/create-redis-store.ts";

const { redis, client, prefix } = await connect();
const store = createRedisStore(client, { prefix, activity: true });

const year = (number: number) => new Date(Date.UTC(number, 0));

it("removes a user's old entries and keeps any number of newer ones", async () => {
  const { userId } = buildActivity();
  const ages = [2050, 2051, 2060, 2061];
  for (const age of ages) await store.record(buildActivity({ userId, at: year(age) }));
  expect(await store.deleteBefore(year(2055), 10)).toBe(2);
  expect(await store.listByUser(userId, 10)).toHaveLength(2);
  expect(await store.deleteBefore(year(2070), 10)).toBe(2);
});

it("removes more entries of one user than the limit of one script", async () => {
  const { userId } = buildActivity();
  const entries = Array.from({ length: 1_500 }, (_, i) =>
    buildActivity({ userId, at: new Date(year(2050).getTime() + i) }),
  );
  await Promise.all(entries.map((entry) => store.record(entry)));
  expect(await store.deleteBefore(year(2051), 1_200)).toBe(1_200);
  expect(await store.deleteBefore(year(2051), 1_200)).toBe(300);
});

it("removes the entries of 500 users", async () => {
  await Promise.all(
    Array.from({ length: 500 }, () => store.record(buildActivity({ at: year(2050) }))),
  );
  expect(await store.deleteBefore(year(2051), 1_000)).toBe(500);
});

it("prunes an entry that was written while the user's last entry was removed", async () => {
  const { userId } = buildActivity();
  await store.record(buildActivity({ userId, at: year(2050) }));
  const late = buildActivity({ userId, at: year(2060) });
  const interruptedStore = createRedisStore(
    interrupted(client, "zrem", () => store.record(late)),
    { prefix, activity: true, checkPolicy: false },
  );
  expect(await interruptedStore.deleteBefore(year(2055), 10)).toBe(1);
  expect(await store.listByUser(userId, 10)).toEqual([late]);
  expect(await store.deleteBefore(year(2061), 10)).toBe(1);
});

it("leaves no key of users whose entries were all removed", async () => {
  for (let i = 0; i < 20; i++) await store.record(buildActivity({ at: year(2050) }));
  while ((await store.deleteBefore(year(2090), 7)) > 0);
  expect(await redis.keys(`${prefix}*`)).toEqual([]);
});
