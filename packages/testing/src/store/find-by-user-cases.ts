import type { SessionStore } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildRecord } from "../records/build-record.ts";
import { texts } from "./round-trip-cases.ts";

const now = new Date("2100-01-05T00:00:00.000Z");
const before = new Date(now.getTime() - 1);
const after = new Date(now.getTime() + 1);
const late = new Date("2100-02-01T00:00:00.000Z");

export const findByUserCases: readonly ContractCase<SessionStore>[] = [
  {
    title: "lists the sessions of a user, the newest first",
    async run(store) {
      const { userId } = buildRecord();
      const days = [3, 1, 4, 2].map((day) => new Date(Date.UTC(2100, 0, day, 0, 0, 0, day)));
      const records = days.map((createdAt) => buildRecord({ userId, createdAt }));
      for (const record of records) await store.insert(record);
      const [third, first, fourth, second] = records;
      expect(await store.findByUser(userId, now)).toEqual([fourth, third, second, first]);
    },
  },
  {
    title: "distinguishes sessions a millisecond apart",
    async run(store) {
      const { userId } = buildRecord();
      const records = [before, after, now].map((createdAt) => buildRecord({ userId, createdAt }));
      for (const record of records) await store.insert(record);
      const created = (await store.findByUser(userId, now)).map((record) => record.createdAt);
      expect(created).toEqual([after, now, before]);
    },
  },
  {
    title: "lists nothing for a user without sessions",
    async run(store) {
      expect(await store.findByUser(buildRecord().userId, now)).toEqual([]);
    },
  },
  {
    title: "omits sessions expired by either limit, also at exactly that time",
    async run(store) {
      const { userId } = buildRecord();
      for (const expired of [before, now]) {
        await store.insert(buildRecord({ userId, idleExpiresAt: expired }));
        await store.insert(
          buildRecord({ userId, idleExpiresAt: late, absoluteExpiresAt: expired }),
        );
      }
      const live = [
        buildRecord({ userId, idleExpiresAt: after }),
        buildRecord({ userId, idleExpiresAt: after, absoluteExpiresAt: after }),
      ];
      for (const record of live) await store.insert(record);
      const found = (await store.findByUser(userId, now)).map(({ id }) => id);
      expect(found.sort()).toEqual(live.map(({ id }) => id).sort());
    },
  },
  {
    title: "lists a session by the expiry that an update set",
    async run(store) {
      const extended = buildRecord({ idleExpiresAt: before });
      const { userId } = extended;
      const shortened = buildRecord({ userId, idleExpiresAt: late });
      await store.insert(extended);
      await store.insert(shortened);
      await store.update(extended.id, 1, { idleExpiresAt: after });
      await store.update(shortened.id, 1, { idleExpiresAt: now });
      expect((await store.findByUser(userId, now)).map(({ id }) => id)).toEqual([extended.id]);
    },
  },
  {
    title: "lists every one of 100 sessions",
    async run(store) {
      const { userId } = buildRecord();
      await Promise.all(Array.from({ length: 100 }, () => store.insert(buildRecord({ userId }))));
      expect(await store.findByUser(userId, now)).toHaveLength(100);
    },
  },
  ...Object.entries(texts).map(
    ([title, text]): ContractCase<SessionStore> => ({
      title: `keeps apart users whose ids have ${title}`,
      async run(store) {
        const { userId } = buildRecord();
        await keepsApart(store, [userId, userId + text, text + userId]);
      },
    }),
  ),
  {
    title: "keeps apart users whose ids differ in case, accents, spaces or wildcards only",
    async run(store) {
      const { userId } = buildRecord();
      const ends = [
        "",
        "a",
        "A",
        "á",
        "a ",
        " ",
        "%",
        "_",
        "*",
        "?",
        "\\",
        "\\%",
        ":",
        "{a}",
        "[a]",
      ];
      await keepsApart(
        store,
        ends.map((end) => userId + end),
      );
    },
  },
];

async function keepsApart(store: SessionStore, userIds: string[]): Promise<void> {
  const records = userIds.map((userId) => buildRecord({ userId }));
  for (const record of records) await store.insert(record);
  for (const record of records) {
    expect(await store.findByUser(record.userId, now)).toEqual([record]);
  }
  for (const [i, record] of records.entries()) {
    expect(await store.deleteByUser(record.userId)).toEqual([record.id]);
    const left = await Promise.all(records.map(({ id }) => store.find(id)));
    expect(left.map((one) => one !== null)).toEqual(records.map((_, j) => j > i));
  }
}
