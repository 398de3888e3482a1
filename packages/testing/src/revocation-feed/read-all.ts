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

/** What was read of `expected`, in that order: entries may be returned in any order, and more than once. */
export function ownOf({ entries }: Read, expected: readonly Revocation[]): Revocation[] {
  const found = new Map(entries.map((entry) => [entry.id, entry]));
  return expected.flatMap(({ id }) => found.get(id) ?? []);
}
