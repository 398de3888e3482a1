import type { SessionRecord, SessionStore } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildRecord } from "../records/build-record.ts";

export const deleteByUserCases: readonly ContractCase<SessionStore>[] = [
  {
    title: "ends all sessions of a user and returns their ids",
    async run(store) {
      const records = await insertMany(store, 3);
      const removed = await store.deleteByUser(userOf(records));
      expect(removed.sort()).toEqual(idsOf(records));
      expect(await left(store, records)).toEqual([]);
    },
  },
  {
    title: "ends all sessions of a user but one",
    async run(store) {
      const records = await insertMany(store, 3);
      const [kept, ...others] = records;
      const removed = await store.deleteByUser(userOf(records), kept?.id);
      expect(removed.sort()).toEqual(idsOf(others));
      expect(await store.findByUser(userOf(records), new Date(0))).toEqual([kept]);
    },
  },
  {
    title: "keeps no session for an exception that is not the user's",
    async run(store) {
      const records = await insertMany(store, 2);
      const [other] = await insertMany(store, 1);
      const removed = await store.deleteByUser(userOf(records), other?.id);
      expect(removed.sort()).toEqual(idsOf(records));
      expect(await store.find(other?.id ?? "")).toEqual(other);
    },
  },
  {
    title: "does not change the sessions of other users",
    async run(store) {
      const records = await insertMany(store, 2);
      const others = await insertMany(store, 2);
      await store.deleteByUser(userOf(records));
      expect(await left(store, others)).toEqual(idsOf(others));
    },
  },
  {
    title: "ends expired sessions with the others",
    async run(store) {
      const record = buildRecord();
      await store.insert(record);
      await store.update(record.id, 1, { idleExpiresAt: record.createdAt });
      expect(await store.deleteByUser(record.userId)).toEqual([record.id]);
    },
  },
  {
    title: "returns no ids for a user without sessions, and when repeated",
    async run(store) {
      const records = await insertMany(store, 1);
      expect(await store.deleteByUser(buildRecord().userId)).toEqual([]);
      await store.deleteByUser(userOf(records));
      expect(await store.deleteByUser(userOf(records))).toEqual([]);
    },
  },
  {
    title: "returns each id to one of several concurrent calls",
    async run(store) {
      for (let round = 0; round < 10; round++) {
        const records = await insertMany(store, 10);
        const userId = userOf(records);
        const removed = await Promise.all([
          store.deleteByUser(userId),
          store.deleteByUser(userId),
          store.deleteByUser(userId),
        ]);
        expect(removed.flat().sort()).toEqual(idsOf(records));
      }
    },
  },
  {
    title: "reports a session that is deleted concurrently in one place only",
    async run(store) {
      for (let round = 0; round < 20; round++) {
        const records = await insertMany(store, 3);
        const id = records[1]?.id ?? "";
        const told: (boolean | string[])[] = await Promise.all(
          round % 2
            ? [store.delete(id), store.deleteByUser(userOf(records))]
            : [store.deleteByUser(userOf(records)), store.delete(id)],
        );
        expect(told.flat().filter((one) => one === id || one === true)).toHaveLength(1);
        expect(await left(store, records)).toEqual([]);
      }
    },
  },
];

async function insertMany(store: SessionStore, count: number): Promise<SessionRecord[]> {
  const { userId } = buildRecord();
  const records = Array.from({ length: count }, () => buildRecord({ userId }));
  await Promise.all(records.map((record) => store.insert(record)));
  return records;
}

function userOf(records: SessionRecord[]): string {
  return records[0]?.userId ?? "";
}

function idsOf(records: SessionRecord[]): string[] {
  return records.map(({ id }) => id).sort();
}

async function left(store: SessionStore, records: SessionRecord[]): Promise<string[]> {
  const found = await Promise.all(records.map(({ id }) => store.find(id)));
  return idsOf(found.filter((record) => record !== null));
}
