import type { ActivityEntry, ActivityLog, SessionStore } from "@sessionkit/core";
import { ACTIVITY_TYPES } from "@sessionkit/core/store";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildActivity } from "../records/build-activity.ts";
import { buildRecord } from "../records/build-record.ts";

const samples: Record<string, Partial<ActivityEntry>> = {
  "null as address and user agent": { ip: null, userAgent: null },
  "a time to the millisecond": { at: new Date("2100-06-30T12:34:56.789Z") },
  "any Unicode": { userAgent: "'\"\\ 👩‍👩‍👧‍👦 \u{10ffff} שלום \u0001\u001f é" },
  "a user agent of 512 bytes": { userAgent: "é".repeat(256) },
};

export const recordCases: readonly ContractCase<SessionStore & ActivityLog>[] = [
  ...Object.entries(samples).map(([title, sample]) => preserves(title, sample)),
  ...ACTIVITY_TYPES.map((type) => preserves(`the type ${type}`, { type })),
  {
    title: "accepts an entry again without an error, and keeps the first",
    async run(log) {
      const entry = buildActivity();
      await log.record(entry);
      await log.record(entry);
      await log.record({ ...entry, type: "revoked", at: new Date(entry.at.getTime() + 1) });
      expect(await log.listByUser(entry.userId, 10)).toEqual([entry]);
    },
  },
  {
    title: "keeps one of 16 concurrent entries of one id",
    async run(log) {
      const entry = buildActivity();
      await Promise.all(Array.from({ length: 16 }, () => log.record(entry)));
      expect(await log.listByUser(entry.userId, 10)).toEqual([entry]);
    },
  },
  {
    title: "keeps an entry after its session is deleted",
    async run(store) {
      const record = buildRecord();
      await store.insert(record);
      const entry = buildActivity({ userId: record.userId, sessionId: record.id });
      await store.record(entry);
      await store.delete(record.id);
      await store.deleteByUser(record.userId);
      expect(await store.listByUser(record.userId, 10)).toEqual([entry]);
    },
  },
];

function preserves(title: string, sample: Partial<ActivityEntry>): ContractCase<ActivityLog> {
  return {
    title: `preserves ${title}`,
    async run(log) {
      const entry = buildActivity(sample);
      await log.record(entry);
      expect(await log.listByUser(entry.userId, 10)).toEqual([entry]);
    },
  };
}
