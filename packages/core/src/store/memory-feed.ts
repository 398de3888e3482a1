import type { Revocation, RevocationFeed } from "./revocation-feed.ts";

/** An entry is kept this much longer, in milliseconds, since the clocks of its publishers differ. */
const KEEP = 60_000;

/** The revocation feed of a store in memory: a list. Publishing an entry removes those that are no longer in force. */
export function createMemoryFeed(): RevocationFeed {
  let entries: { readonly position: number; readonly entry: Revocation }[] = [];
  let published = 0;
  let oldest = Number.POSITIVE_INFINITY;

  function remove(before: number, limit: number): number {
    let removed = 0;
    const length = entries.length;
    entries = entries.filter(({ entry }) => {
      const stays = removed >= limit || entry.until.getTime() >= before;
      if (!stays) removed++;
      return stays;
    });
    oldest = entries[0]?.entry.until.getTime() ?? Number.POSITIVE_INFINITY;
    return length - entries.length;
  }

  return {
    async publishRevocation(entry) {
      const before = entry.notBefore.getTime() - KEEP;
      if (oldest < before - KEEP) remove(before, Number.POSITIVE_INFINITY);
      entries.push({ position: ++published, entry: copy(entry) });
      oldest = Math.min(oldest, entry.until.getTime());
    },

    async readRevocations(cursor, limit) {
      const known = Number(cursor);
      const position = known >= 0 && known <= published ? known : 0;
      // Positions ascend, and a read continues near the end.
      const start = entries.findLastIndex((one) => one.position <= position) + 1;
      const page = entries.slice(start, start + Math.max(0, limit));
      return {
        entries: page.map(({ entry }) => copy(entry)),
        cursor: String(page.at(-1)?.position ?? position),
        more: start + page.length < entries.length,
      };
    },

    async deleteRevocations(before, limit) {
      return remove(before.getTime(), limit);
    },
  };
}

function copy(entry: Revocation): Revocation {
  const { notBefore, until } = entry;
  return { ...entry, notBefore: new Date(notBefore), until: new Date(until) };
}
