import type { RevocationFeed } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildRevocation } from "../records/build-revocation.ts";
import { ownOf, readAll } from "./read-all.ts";

/** Earlier than the end of the entries of all other tests, and later than any backend's own clock. */
const before = new Date("2090-01-01T00:00:00.000Z");
const notBefore = new Date(before.getTime() - 3_600_000);
const over = { notBefore, until: new Date(before.getTime() - 1) };

export function pruneRevocationCases(expiresByItself: boolean): ContractCase<RevocationFeed>[] {
  return expiresByItself ? [leftToBackend] : bounded;
}

const leftToBackend: ContractCase<RevocationFeed> = {
  title: "leaves entries that are over to the backend, and counts none",
  async run(feed) {
    const entry = buildRevocation(over);
    await feed.publishRevocation(entry);
    expect(await feed.deleteRevocations(before, 100)).toBe(0);
    expect(ownOf(await readAll(feed), [entry])).toEqual([entry]);
  },
};

const bounded: ContractCase<RevocationFeed>[] = [
  {
    title: "removes entries that are over before a time, counts them, and keeps the others",
    async run(feed) {
      await removeAll(feed);
      const entries = [over, { notBefore, until: before }, { notBefore }, over].map(
        buildRevocation,
      );
      for (const entry of entries) await feed.publishRevocation(entry);
      expect(await feed.deleteRevocations(before, 100)).toBe(2);
      expect(ownOf(await readAll(feed), entries)).toEqual(entries.slice(1, 3));
    },
  },
  {
    title: "removes no more entries at once than the limit allows",
    async run(feed) {
      await removeAll(feed);
      for (let i = 0; i < 5; i++) await feed.publishRevocation(buildRevocation(over));
      expect(await feed.deleteRevocations(before, 0)).toBe(0);
      expect(await feed.deleteRevocations(before, 2)).toBe(2);
      expect(await feed.deleteRevocations(before, 2)).toBe(2);
      expect(await feed.deleteRevocations(before, 2)).toBe(1);
      expect(await feed.deleteRevocations(before, 2)).toBe(0);
    },
  },
  {
    title: "continues from a cursor whose entries were removed",
    async run(feed) {
      await removeAll(feed);
      await feed.publishRevocation(buildRevocation(over));
      const { cursor } = await readAll(feed);
      expect(await feed.deleteRevocations(before, 100)).toBe(1);
      const entry = buildRevocation();
      await feed.publishRevocation(entry);
      expect(ownOf(await readAll(feed, cursor), [entry])).toEqual([entry]);
    },
  },
];

/** What an earlier run left in the database. */
async function removeAll(feed: RevocationFeed): Promise<void> {
  while ((await feed.deleteRevocations(before, 1_000)) > 0);
}
