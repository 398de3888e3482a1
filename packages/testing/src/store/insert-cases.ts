import type { SessionStore } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildRecord } from "../records/build-record.ts";

export const insertCases: readonly ContractCase<SessionStore>[] = [
  {
    title: "finds a session after its insert, and returns null before",
    async run(store) {
      const record = buildRecord();
      expect(await store.find(record.id)).toBeNull();
      await store.insert(record);
      expect(await store.find(record.id)).toEqual(record);
    },
  },
  {
    title: "rejects a second insert of an id with session_store and keeps the first",
    async run(store) {
      const first = buildRecord({ data: { first: true } });
      const second = buildRecord({ id: first.id, data: { second: true } });
      await store.insert(first);
      await expect(store.insert(second)).rejects.toMatchObject({ code: "session_store" });
      expect(await store.find(first.id)).toEqual(first);
      expect(await store.findByUser(second.userId, second.createdAt)).toEqual([]);
      expect(await store.findByUser(first.userId, first.createdAt)).toEqual([first]);
    },
  },
  {
    title: "lets one of 64 concurrent inserts of one id succeed, with its complete record",
    async run(store) {
      const { id } = buildRecord();
      const records = Array.from({ length: 64 }, () => buildRecord({ id }));
      const answers = await Promise.allSettled(records.map((record) => store.insert(record)));
      const winners = records.filter((_, i) => answers[i]?.status === "fulfilled");
      expect(winners).toHaveLength(1);
      expect(await store.find(id)).toEqual(winners[0]);
    },
  },
  {
    title: "keeps sessions apart whose ids differ in case only",
    async run(store) {
      const lower = buildRecord({ id: buildRecord().id.toLowerCase().replace(/^./, "a") });
      const upper = buildRecord({ id: lower.id.toUpperCase() });
      await store.insert(lower);
      expect(await store.find(upper.id)).toBeNull();
      await store.insert(upper);
      expect(await store.delete(lower.id)).toBe(true);
      expect(await store.find(upper.id)).toEqual(upper);
    },
  },
];
