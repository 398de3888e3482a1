import type { Revocation, RevocationFeed } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildRevocation } from "../records/build-revocation.ts";
import { ownOf, readAll } from "./read-all.ts";

export const cursorCases: readonly ContractCase<RevocationFeed>[] = [
  ...[1, 2, 7].map((limit) => ({
    title: `returns every entry in pages of ${limit}`,
    async run(feed: RevocationFeed) {
      const entries = await publishMany(feed, 7);
      expect(ownOf(await readAll(feed, null, limit), entries)).toEqual(entries);
    },
  })),
  {
    title: "returns after a cursor what was published since, from each cursor",
    async run(feed) {
      const [first, second, third] = [buildRevocation(), buildRevocation(), buildRevocation()];
      const start = await readAll(feed);
      await feed.publishRevocation(first);
      const afterFirst = await readAll(feed, start.cursor);
      expect(ownOf(afterFirst, [first])).toEqual([first]);
      await feed.publishRevocation(second);
      await feed.publishRevocation(third);
      for (const { cursor } of [afterFirst, start]) {
        expect(ownOf(await readAll(feed, cursor, 1), [second, third])).toEqual([second, third]);
      }
    },
  },
  {
    title: "continues from a cursor after a read without new entries",
    async run(feed) {
      let { cursor } = await readAll(feed);
      for (let read = 0; read < 3; read++) ({ cursor } = await readAll(feed, cursor));
      const [entry] = await publishMany(feed, 1);
      expect(ownOf(await readAll(feed, cursor), [entry as Revocation])).toEqual([entry]);
    },
  },
  {
    title: "returns every entry for a cursor that is damaged or of another store",
    async run(feed) {
      const entries = await publishMany(feed, 2);
      for (const cursor of [
        "",
        "0",
        "x",
        "999999999999999-0 x",
        "{}",
        "2200-01-01",
        "-1",
        "9".repeat(40),
      ])
        expect(ownOf(await readAll(feed, cursor), entries), cursor).toEqual(entries);
    },
  },
];

async function publishMany(feed: RevocationFeed, count: number): Promise<Revocation[]> {
  const entries = Array.from({ length: count }, () => buildRevocation());
  for (const entry of entries) await feed.publishRevocation(entry);
  return entries;
}
