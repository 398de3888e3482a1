import type { ActivityLog } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildActivity } from "../records/build-activity.ts";

/** Earlier than the entries of all other tests. */
const before = new Date("2090-01-01T00:00:00.000Z");
const old = new Date(before.getTime() - 1);

export const pruneCases: readonly ContractCase<ActivityLog>[] = [
  {
    title: "removes the entries of all users from before a time, and keeps those at that time",
    async run(log) {
      await removeAll(log);
      const kept = buildActivity({ at: before });
      const removed = [buildActivity({ userId: kept.userId, at: old }), buildActivity({ at: old })];
      for (const entry of [kept, ...removed]) await log.record(entry);
      expect(await log.deleteBefore(before, 100)).toBe(2);
      expect(await log.listByUser(kept.userId, 10)).toEqual([kept]);
    },
  },
  {
    title: "removes no more entries at once than the limit allows",
    async run(log) {
      await removeAll(log);
      const { userId } = buildActivity();
      for (let i = 0; i < 5; i++) await log.record(buildActivity({ userId, at: old }));
      expect(await log.deleteBefore(before, 0)).toBe(0);
      expect(await log.deleteBefore(before, 2)).toBe(2);
      expect(await log.listByUser(userId, 10)).toHaveLength(3);
      expect(await log.deleteBefore(before, 2)).toBe(2);
      expect(await log.deleteBefore(before, 2)).toBe(1);
      expect(await log.deleteBefore(before, 2)).toBe(0);
    },
  },
];

/** What an earlier run left in the database. */
async function removeAll(log: ActivityLog): Promise<void> {
  while ((await log.deleteBefore(before, 1_000)) > 0);
}
