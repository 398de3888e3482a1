import { SessionStoreError } from "../base/errors.ts";
import type { Revocation, RevocationFeed } from "./revocation-feed.ts";

/** An entry as a row of a table. */
export interface PublishedRevocation extends Revocation {
  /** When the row was inserted, in milliseconds since 1970, by the clock of the database. */
  readonly publishedAt: number;
}

/** The statements of a feed in a table. A write is committed when it resolves. */
export interface RevocationStatements extends Pick<RevocationFeed, "deleteRevocations"> {
  /** Inserts a row with the time of the database's clock. */
  insert(entry: Revocation): Promise<unknown>;
  /** Removes the row of an entry. */
  remove(id: string): Promise<unknown>;
  /** Returns at most `limit` rows after a position, by time and then by the bytes of their ids. */
  selectAfter(position: FeedPosition, limit: number): Promise<readonly PublishedRevocation[]>;
}

export type FeedPosition = Pick<PublishedRevocation, "publishedAt" | "id">;

/**
 * How long after its time a row may become visible and is still read, in milliseconds. Half of it is for the publisher, the
 * rest for servers whose clocks differ.
 */
const OVERLAP = 10_000;

/** After this many slow statements, publishing fails. */
const TRIES = 3;

/** A time, and, inside a read of several pages, the position after which the next page starts. */
const CURSOR = /^feed:(\d{1,15})(?::(\d{1,15}):(.+))?$/s;

/**
 * The revocation feed of a store that has a table for it. Rows become visible in another order than that of their times, so
 * every read starts `OVERLAP` before the time of the database at the previous one. A publisher whose statement took longer
 * than half of that publishes again.
 *
 * The clock of the database is not queried: it is at least the time of the newest row plus the time since that was read.
 *
 * @param now a monotonic clock, in milliseconds
 * @example
 * return { ...verbs, ...tableFeed({ insert, remove, selectAfter, deleteRevocations }) };
 */
export function tableFeed(
  table: RevocationStatements,
  now: () => number = () => performance.now(),
): RevocationFeed {
  /** Of all rows that were read; `seenAt` is on the monotonic clock. */
  let newest: { readonly publishedAt: number; readonly seenAt: number } | null = null;

  /** A time that the clock of the database has reached; 0 if none is known. It leaves the newest row behind, no more. */
  function databaseTime(): number {
    if (!newest) return 0;
    const { publishedAt, seenAt } = newest;
    return Math.floor(publishedAt + Math.min(now() - seenAt, OVERLAP));
  }

  function noteNewest(publishedAt: number): void {
    if (newest && newest.publishedAt >= publishedAt) return;
    newest = { publishedAt, seenAt: now() };
  }

  return {
    async publishRevocation(entry) {
      for (let tries = 1; tries <= TRIES; tries++) {
        if (tries > 1) await table.remove(entry.id);
        const startedAt = now();
        await table.insert(entry);
        if (now() - startedAt <= OVERLAP / 2) return;
      }
      throw new SessionStoreError(
        `publishRevocation: the database took longer than ${OVERLAP / 2_000} seconds.`,
      );
    },

    async readRevocations(cursor, limit) {
      const reached = databaseTime();
      const { startedAt = reached, after } = parseCursor(cursor, reached);
      const rows = await table.selectAfter(after, limit);
      const last = rows.at(-1);
      if (last) noteNewest(last.publishedAt);
      const entries = rows.map(({ publishedAt: _, ...entry }) => entry);
      if (last && rows.length >= limit) {
        return { entries, cursor: `feed:${startedAt}:${last.publishedAt}:${last.id}`, more: true };
      }
      // If one statement returned all rows, the clock of the database had reached the time of the last one.
      const time = after.id === "" ? Math.max(startedAt, last?.publishedAt ?? 0) : startedAt;
      return { entries, cursor: `feed:${time}`, more: false };
    },

    deleteRevocations: (before, limit) => table.deleteRevocations(before, limit),
  };
}

interface Start {
  /** The time of the database when the first page was read, for a further page. */
  readonly startedAt?: number;
  readonly after: FeedPosition;
}

/** No time of a cursor is trusted beyond the one that is known here. So one of another process starts at the beginning. */
function parseCursor(cursor: string | null, reached: number): Start {
  const [, time = "0", publishedAt, id = ""] = CURSOR.exec(cursor ?? "") ?? [];
  const startedAt = Math.min(Number(time), reached);
  return publishedAt === undefined
    ? { after: { publishedAt: Math.max(0, startedAt - OVERLAP), id } }
    : { startedAt, after: { publishedAt: Math.min(Number(publishedAt), reached), id } };
}
