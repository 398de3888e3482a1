import type { Revocation, RevocationFeed } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { describeMutations } from "../contract/describe-mutations.ts";
import { turn } from "../contract/turn.ts";
import { describeRevocationFeed } from "./describe-revocation-feed.ts";
import { revocationFeedContract } from "./revocation-feed-contract.ts";

const shared = createMemoryStore();

describeRevocationFeed("memory", () => shared, { createPeer: () => shared });

/** Changes what a read returns. */
function reading(
  change: (entries: Revocation[], feed: RevocationFeed) => Revocation[],
): (feed: RevocationFeed) => Partial<RevocationFeed> {
  return (feed) => ({
    async readRevocations(cursor, limit) {
      const page = await feed.readRevocations(cursor, limit);
      return { ...page, entries: change([...page.entries], feed) };
    },
  });
}

describeMutations<RevocationFeed>(
  revocationFeedContract(),
  createMemoryStore,
  {
    "times without milliseconds": {
      breaks: "preserves times to the millisecond",
      by: reading((entries) =>
        entries.map((entry) => ({
          ...entry,
          until: new Date(Math.floor(entry.until.getTime() / 1_000) * 1_000),
        })),
      ),
    },
    "a reader that takes ids for equal by case": {
      breaks: "distinguishes ids and subjects by case",
      by: reading((entries) => [
        ...new Map(entries.map((entry) => [entry.id.toLowerCase(), entry])).values(),
      ]),
    },
    "a feed that shares its entries": {
      breaks: "does not share its entries with the caller",
      by() {
        const entries: Revocation[] = [];
        return {
          publishRevocation: async (entry) => void entries.push(entry),
          readRevocations: async () => ({ entries, cursor: "0", more: false }),
        };
      },
    },
    "pages that end early": {
      breaks: "returns every entry in pages of 2",
      by: (feed) => ({
        readRevocations: async (cursor, limit) => ({
          ...(await feed.readRevocations(cursor, limit)),
          more: false,
        }),
      }),
    },
    "a cursor that skips": {
      breaks: "returns after a cursor what was published since, from each cursor",
      by: (feed) => ({
        readRevocations: (cursor, limit) =>
          feed.readRevocations(cursor === null ? null : String(Number(cursor) + 1), limit),
      }),
    },
    "a cursor that moves without entries": {
      breaks: "continues from a cursor after a read without new entries",
      by: (feed) => ({
        async readRevocations(cursor, limit) {
          const page = await feed.readRevocations(cursor, limit);
          return { ...page, cursor: String(Number(page.cursor) + (page.entries.length ? 0 : 1)) };
        },
      }),
    },
    "a damaged cursor that is an end": {
      breaks: "returns every entry for a cursor that is damaged or of another store",
      by: (feed) => ({
        async readRevocations(cursor, limit) {
          if (cursor !== null && !/^[1-9]\d{0,9}$/.test(cursor))
            return { entries: [], cursor, more: false };
          return feed.readRevocations(cursor, limit);
        },
      }),
    },
    "positions that become visible out of order": {
      breaks: "misses no entry of 16 concurrent publishers, with two readers, through one store",
      by() {
        const entries: (readonly [position: number, entry: Revocation])[] = [];
        let last = 0;
        return {
          async publishRevocation(entry) {
            const position = ++last;
            for (let i = position % 3; i > 0; i--) await turn();
            entries.push([position, entry]);
            entries.sort(([a], [b]) => a - b);
          },
          async readRevocations(cursor, limit) {
            await turn();
            const after = entries.filter(([position]) => position > Number(cursor));
            const page = after.slice(0, limit);
            return {
              entries: page.map(([, entry]) => entry),
              cursor: String(page.at(-1)?.[0] ?? Number(cursor)),
              more: after.length > page.length,
            };
          },
        };
      },
    },
    "deleteRevocations that removes what ends at the given time": {
      breaks: "removes entries that are over before a time, counts them, and keeps the others",
      by: (feed) => ({
        deleteRevocations: (before, limit) =>
          feed.deleteRevocations(new Date(before.getTime() + 1), limit),
      }),
    },
    "deleteRevocations without a bound": {
      breaks: "removes no more entries at once than the limit allows",
      by: (feed) => ({ deleteRevocations: (before) => feed.deleteRevocations(before, 1_000) }),
    },
    "a cursor that counts entries": {
      breaks: "continues from a cursor whose entries were removed",
      by: (feed) => ({
        async readRevocations(cursor, limit) {
          const { entries } = await feed.readRevocations(null, 1_000);
          const page = entries.slice(Number(cursor), Number(cursor) + limit);
          const next = Number(cursor) + page.length;
          return { entries: page, cursor: String(next), more: next < entries.length };
        },
      }),
    },
  },
  /^preserves (?!times)|pages of [17]$/,
);

describeMutations<RevocationFeed>(
  revocationFeedContract({ expiresByItself: true }).filter(({ title }) => /backend/.test(title)),
  createMemoryStore,
  {
    "deleteRevocations that does what the backend does already": {
      breaks: "leaves entries that are over to the backend, and counts none",
      by: () => ({}),
    },
  },
);

describeMutations<RevocationFeed>(
  revocationFeedContract({ createPeer: createMemoryStore }).filter(({ title }) =>
    /two stores/.test(title),
  ),
  createMemoryStore,
  {
    "processes that do not see each other's entries": {
      breaks: "misses no entry of 16 concurrent publishers, with two readers, through two stores",
      by: () => ({}),
    },
  },
);

const listeners = new Set<() => void>();

/** Has a signal that also calls listeners that were removed. */
const createForgetful = () => ({
  ...shared,
  onRevocation(listener: () => void) {
    listeners.add(listener);
    return () => undefined;
  },
});

describeMutations<RevocationFeed>(
  revocationFeedContract({ createPeer: createForgetful }).filter(({ title }) =>
    /listener/.test(title),
  ),
  () => shared,
  {
    "a listener that cannot be removed": {
      breaks:
        "calls a listener of another store after an entry was published, and none that was removed",
      by: (feed) => ({
        async publishRevocation(entry) {
          await feed.publishRevocation(entry);
          for (const listener of listeners) listener();
        },
      }),
    },
  },
);
