import type { SessionStore } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildRecord } from "../records/build-record.ts";

export const deleteCases: readonly ContractCase<SessionStore>[] = [
  {
    title: "returns true for the delete that removed the session, and false for any other",
    async run(store) {
      const record = buildRecord();
      expect(await store.delete(record.id)).toBe(false);
      await store.insert(record);
      expect(await store.delete(record.id)).toBe(true);
      expect(await store.delete(record.id)).toBe(false);
    },
  },
  {
    title: "finds a deleted session neither by its id nor by its user",
    async run(store) {
      const record = buildRecord();
      const other = buildRecord({ userId: record.userId });
      await store.insert(record);
      await store.insert(other);
      await store.delete(record.id);
      expect(await store.find(record.id)).toBeNull();
      expect(await store.findByUser(record.userId, record.createdAt)).toEqual([other]);
    },
  },
  {
    title: "returns true to one of 64 concurrent deletes",
    async run(store) {
      const record = buildRecord();
      await store.insert(record);
      const answers = await Promise.all(Array.from({ length: 64 }, () => store.delete(record.id)));
      expect(answers.filter((answer) => answer)).toHaveLength(1);
    },
  },
];
