import type { SessionRecord, SessionStore } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildRecord, type OwnedRecord } from "../records/build-record.ts";

/** Earlier than the records of all other tests, and later than any backend's own clock. */
const before = new Date("2090-01-01T00:00:00.000Z");
const expired = new Date(before.getTime() - 1);
const late = new Date("2095-01-01T00:00:00.000Z");

export const deleteExpiredCases: readonly ContractCase<SessionStore>[] = [
  {
    title: "removes sessions expired by either limit, counts them, and keeps the others",
    async run(store) {
      await removeAll(store);
      const dead = await insertAll(store, [
        { idleExpiresAt: expired, absoluteExpiresAt: late },
        { idleExpiresAt: late, absoluteExpiresAt: expired },
        { idleExpiresAt: expired, absoluteExpiresAt: expired },
      ]);
      const alive = await insertAll(store, [
        { idleExpiresAt: late, absoluteExpiresAt: late },
        { idleExpiresAt: before, absoluteExpiresAt: before },
      ]);
      expect(await store.deleteExpired(before, 100)).toBe(3);
      expect(await found(store, dead)).toEqual([null, null, null]);
      expect(await found(store, alive)).toEqual(alive);
    },
  },
  {
    title: "removes no more expired sessions at once than the limit allows",
    async run(store) {
      await removeAll(store);
      const dead = await insertAll(
        store,
        Array.from({ length: 5 }, () => ({ idleExpiresAt: expired, absoluteExpiresAt: late })),
      );
      expect(await store.deleteExpired(before, 0), "with a limit of 0").toBe(0);
      expect(await store.deleteExpired(before, 2)).toBe(2);
      expect((await found(store, dead)).filter((one) => one !== null)).toHaveLength(3);
      expect(await store.deleteExpired(before, 2)).toBe(2);
      expect(await store.deleteExpired(before, 2)).toBe(1);
      expect(await store.deleteExpired(before, 2)).toBe(0);
    },
  },
  {
    title: "counts an expired session in one of several concurrent calls",
    async run(store) {
      await removeAll(store);
      await insertAll(
        store,
        Array.from({ length: 20 }, () => ({ idleExpiresAt: expired, absoluteExpiresAt: late })),
      );
      const counts = await Promise.all([1, 2, 3].map(() => store.deleteExpired(before, 100)));
      expect(counts.reduce((sum, count) => sum + count)).toBe(20);
    },
  },
];

/** What an earlier run left in the database. */
async function removeAll(store: SessionStore): Promise<void> {
  while ((await store.deleteExpired(before, 1_000)) > 0);
}

async function insertAll(
  store: SessionStore,
  overrides: Partial<OwnedRecord>[],
): Promise<SessionRecord[]> {
  const records = overrides.map((one) => buildRecord({ createdAt: new Date(0), ...one }));
  for (const record of records) await store.insert(record);
  return records;
}

function found(store: SessionStore, records: SessionRecord[]): Promise<(SessionRecord | null)[]> {
  return Promise.all(records.map(({ id }) => store.find(id)));
}
