import type { Revocation, RevocationFeed } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildRevocation } from "../records/build-revocation.ts";
import { randomText } from "../records/random-text.ts";
import { ownOf, readAll } from "./read-all.ts";

const samples: Record<string, Partial<Revocation>> = {
  "an entry for a user": { subject: `user:${randomText(8)}`, reason: "claims_changed" },
  "an entry for all users": { subject: "*" },
  "times to the millisecond": {
    notBefore: new Date("2100-06-30T12:34:56.789Z"),
    until: new Date("2100-06-30T13:34:56.987Z"),
  },
  "any Unicode in a user id": { subject: "user:'\"\\ 👩‍👩‍👧‍👦 \u{10ffff} שלום é {a} *" },
  "a subject of 300 characters": { subject: `user:${"é".repeat(295)}` },
  "a reason of 20 characters": { reason: "r".repeat(20) },
  "that the cookies were cleared": { cookiesCleared: true },
};

export const publishCases: readonly ContractCase<RevocationFeed>[] = [
  ...Object.entries(samples).map(([title, sample]) => preserves(title, sample)),
  {
    title: "distinguishes ids and subjects by case",
    async run(feed) {
      const id = randomText(20);
      const entries = ["a", "A"].map((letter) =>
        buildRevocation({ id: id + letter, subject: `user:${id}${letter}` }),
      );
      for (const entry of entries) await feed.publishRevocation(entry);
      expect(ownOf(await readAll(feed), entries)).toEqual(entries);
    },
  },
  {
    title: "does not share its entries with the caller",
    async run(feed) {
      const entry = buildRevocation();
      const given = { ...entry, until: new Date(entry.until) };
      await feed.publishRevocation(given);
      given.until.setTime(0);
      given.subject = "*";
      const first = ownOf(await readAll(feed), [entry]);
      expect(first).toEqual([entry]);
      first[0]?.until.setTime(0);
      expect(ownOf(await readAll(feed), [entry])).toEqual([entry]);
    },
  },
];

function preserves(title: string, sample: Partial<Revocation>): ContractCase<RevocationFeed> {
  return {
    title: `preserves ${title}`,
    async run(feed) {
      const entry = buildRevocation(sample);
      await feed.publishRevocation(entry);
      expect(ownOf(await readAll(feed), [entry])).toEqual([entry]);
    },
  };
}
