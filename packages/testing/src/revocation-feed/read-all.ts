import type { Revocation, RevocationFeed } from "@sessionkit/core";

interface Read {
  readonly entries: readonly Revocation[];
  readonly cursor: string;
}

const MAX_PAGES = 10_000;

/** Reads pages until there are no more. Throws if that does not end, or if a page is too long. */
export async function readAll(
  feed: RevocationFeed,
  cursor: string | null = null,
  limit = 100,
): Promise<Read> {
  const entries: Revocation[] = [];
  let from = cursor;
  for (let page = 0; page < MAX_PAGES; page++) {
    const read = await feed.readRevocations(from, limit);
    if (read.entries.length > limit) throw new Error(`A page has more than ${limit} entries.`);
    entries.push(...read.entries);
    from = read.cursor;
    if (!read.more) return { entries, cursor: from };
  }
  throw new Error(`There are more than ${MAX_PAGES} pages of ${limit}.`);
}

/** Those of `expected` that were read, once each, in the order in which they were read first. */
export function ownOf({ entries }: Read, expected: readonly Revocation[]): Revocation[] {
  const ids = new Set(expected.map(({ id }) => id));
  const found = new Map<string, Revocation>();
  for (const entry of entries)
    if (ids.has(entry.id) && !found.has(entry.id)) found.set(entry.id, entry);
  return [...found.values()];
}
