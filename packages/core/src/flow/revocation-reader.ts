import type { RevocationSettings } from "../config/read-revocation.ts";
import type { Denylist } from "../session/denylist.ts";
import { isStoreError } from "../store/deadline.ts";
import type { RevocationFeed } from "../store/revocation-feed.ts";

/** Keeps the denylist of this process as current as the feed of the store. Reads only when a request asks. */
export interface RevocationReader {
  /**
   * Whether the denylist has everything that was published up to `maxStale` ago. Starts a read in the background if the last
   * one is older than `pollEvery`.
   *
   * @param now of the system clock, if the caller has read it: the result of a check holds for that millisecond, because
   *   reading the monotonic clock costs more than all other parts of a check
   */
  isCurrent(now?: number): boolean;
  /**
   * Waits for a read, `maxStale` at most. After a read that failed, it does not wait until one succeeds.
   *
   * @returns `isCurrent()` afterwards
   */
  catchUp(): Promise<boolean>;
  /** Reads what was published until now, in the background. For a signal that there are new entries. */
  poke(): void;
}

/** Entries per read. */
const PAGE = 1_000;

interface Reading {
  /** On the monotonic clock, in milliseconds. */
  readonly startedAt: number;
  readonly done: Promise<void>;
}

/**
 * @param guard runs one read within a deadline of its own, and reports its failure
 */
export function createRevocationReader(
  feed: RevocationFeed,
  denylist: Denylist,
  { pollEvery, maxStale }: RevocationSettings,
  guard: (read: () => Promise<boolean>) => Promise<boolean>,
): RevocationReader {
  let cursor: string | null = null;
  /** When the last read that returned everything started. */
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Reading | null = null;
  let isFailing = false;

  async function readAll(startedAt: number): Promise<void> {
    try {
      for (let more = true; more; ) {
        more = await guard(readPage);
      }
      readAt = Math.max(readAt, startedAt);
      isFailing = false;
    } catch (error) {
      isFailing = true;
      if (!isStoreError(error)) throw error;
    }
  }

  /** Whether there is another page. */
  async function readPage(): Promise<boolean> {
    const page = await feed.readRevocations(cursor, PAGE);
    for (const entry of page.entries) denylist.apply(entry);
    cursor = page.cursor;
    return page.more;
  }

  /** Shares a read that is under way, unless it takes too long: Workers end it together with the request that began it. */
  function read(): Reading {
    const now = performance.now();
    if (reading && now - reading.startedAt < maxStale) return reading;
    const started: Reading = {
      startedAt: now,
      done: readAll(now).finally(() => {
        if (reading === started) reading = null;
      }),
    };
    reading = started;
    return started;
  }

  let isPoked = false;
  /** Reads again after a read that was under way, which may have missed what was published since it started. */
  function poke(): void {
    if (!reading) return void read();
    if (isPoked) return;
    isPoked = true;
    void reading.done.then(() => {
      isPoked = false;
      void read();
    });
  }

  const age = (): number => performance.now() - readAt;
  let currentAt = Number.NaN;

  return {
    isCurrent(now = Number.NaN) {
      if (now === currentAt) return true;
      const known = age();
      if (known < pollEvery) {
        currentAt = now;
        return true;
      }
      void read();
      return known < maxStale;
    },
    async catchUp() {
      const { startedAt, done } = read();
      const patience = isFailing ? 0 : startedAt + maxStale - performance.now();
      if (patience > 0) await within(patience, done);
      return age() < maxStale;
    },
    poke,
  };
}

function within(ms: number, done: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    void done.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
