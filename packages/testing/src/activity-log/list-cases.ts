import type { ActivityEntry, ActivityLog } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildActivity } from "../records/build-activity.ts";

export const listCases: readonly ContractCase<ActivityLog>[] = [
  {
    title: "lists the newest first, and by id descending where two have one time",
    async run(log) {
      const entries = await recordMany(log, [1, 2, 2, 2, 3]);
      expect(await log.listByUser(userOf(entries), 10)).toEqual(entries);
    },
  },
  {
    title: "lists no more entries than requested",
    async run(log) {
      const entries = await recordMany(log, [1, 2, 3]);
      expect(await log.listByUser(userOf(entries), 2)).toEqual(entries.slice(0, 2));
      expect(await log.listByUser(userOf(entries), 0)).toEqual([]);
    },
  },
  ...[1, 2, 3, 7].map(
    (size): ContractCase<ActivityLog> => ({
      title: `lists everything exactly once in pages of ${size}, for any times`,
      async run(log) {
        const entries = await recordMany(log, [1, 2, 2, 2, 2, 3, 3, 4]);
        expect(await listInPages(log, userOf(entries), size)).toEqual(entries);
      },
    }),
  ),
  {
    title: "continues from a cursor whose entry was deleted, and skips entries added meanwhile",
    async run(log) {
      const entries = await recordMany(log, [1, 2, 3]);
      const userId = userOf(entries);
      const cursor = { at: entries[0]?.at ?? new Date(), id: buildActivity().id };
      await log.record(buildActivity({ userId, at: new Date(cursor.at.getTime() + 1) }));
      const older = entries.filter(({ at, id }) => at < cursor.at || id < cursor.id);
      expect(await log.listByUser(userId, 10, cursor)).toEqual(older);
    },
  },
  {
    title: "lists nothing after the oldest entry, and nothing for an unknown user",
    async run(log) {
      const entries = await recordMany(log, [1]);
      expect(await log.listByUser(userOf(entries), 10, entries[0])).toEqual([]);
      expect(await log.listByUser(buildActivity().userId, 10)).toEqual([]);
    },
  },
  {
    title: "lists no entry of another user, not even with that user's cursor",
    async run(log) {
      const entries = await recordMany(log, [1, 2]);
      const others = await recordMany(log, [1, 2, 3]);
      expect(await log.listByUser(userOf(entries), 10)).toEqual(entries);
      const seen = await log.listByUser(userOf(entries), 10, others[0]);
      expect(seen).toEqual(entries);
    },
  },
];

/** Records entries of one new user at the given seconds, unordered, and returns them in the order of the list. */
async function recordMany(log: ActivityLog, seconds: number[]): Promise<ActivityEntry[]> {
  const { userId } = buildActivity();
  const entries = seconds.map((second) =>
    buildActivity({ userId, at: new Date(Date.UTC(2100, 0, 1, 0, 0, second)) }),
  );
  for (const entry of entries) await log.record(entry);
  return entries.sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1));
}

async function listInPages(
  log: ActivityLog,
  userId: string,
  size: number,
): Promise<ActivityEntry[]> {
  const seen: ActivityEntry[] = [];
  for (;;) {
    const page = await log.listByUser(userId, size, seen.at(-1));
    seen.push(...page);
    if (page.length < size || seen.length > 100) return seen;
  }
}

function userOf(entries: ActivityEntry[]): string {
  return entries[0]?.userId ?? "";
}
