import type { Revocation, RevocationFeed } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildRevocation } from "../records/build-revocation.ts";
import { ownOf, readAll } from "./read-all.ts";

const PUBLISHERS = 16;
const EACH = 8;

/** Guarantees about concurrent publishers and readers, in one process and in two. */
export function concurrentCases(
  createPeer: (() => RevocationFeed | Promise<RevocationFeed>) | undefined,
): ContractCase<RevocationFeed>[] {
  const alone = { title: "one store", peerOf: async (feed: RevocationFeed) => feed };
  let made: Promise<RevocationFeed> | undefined;
  const second = (): Promise<RevocationFeed> => {
    made ??= Promise.resolve(createPeer?.() as RevocationFeed);
    return made;
  };
  return [alone, ...(createPeer ? [{ title: "two stores", peerOf: second }] : [])].map(
    ({ title, peerOf }) => ({
      title: `misses no entry of ${PUBLISHERS} concurrent publishers, with two readers, through ${title}`,
      async run(feed) {
        await missesNone(feed, await peerOf(feed));
      },
    }),
  );
}

async function missesNone(first: RevocationFeed, second: RevocationFeed): Promise<void> {
  const published: Revocation[] = [];
  let isPublishing = true;

  async function publish(feed: RevocationFeed): Promise<void> {
    for (let turn = 0; turn < EACH; turn++) {
      const entry = buildRevocation();
      await feed.publishRevocation(entry);
      published.push(entry);
    }
  }

  /** Follows the feed. After each read, it has everything whose publication had resolved before the read. */
  async function follow(feed: RevocationFeed): Promise<Set<string>> {
    const seen = new Set<string>();
    let cursor: string | null = null;
    for (let isLast = false; !isLast; ) {
      isLast = !isPublishing;
      const before = published.map(({ id }) => id);
      const read = await readAll(feed, cursor, 5);
      cursor = read.cursor;
      for (const { id } of read.entries) seen.add(id);
      expect(before.filter((id) => !seen.has(id))).toEqual([]);
    }
    return seen;
  }

  const readers = [follow(first), follow(second)];
  await Promise.all(
    Array.from({ length: PUBLISHERS }, (_, i) => publish(i % 2 ? first : second)),
  ).finally(() => {
    isPublishing = false;
  });
  await Promise.all(readers);
  // A cursor of one is valid for the other, as after a restart.
  const { cursor } = await readAll(first);
  const late = buildRevocation();
  await first.publishRevocation(late);
  expect(ownOf(await readAll(second, cursor), [late])).toEqual([late]);
}
