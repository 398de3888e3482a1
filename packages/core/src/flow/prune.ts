import { type Duration, durationMs } from "../base/duration.ts";
import { createGuard } from "../store/request-store.ts";
import type { Context } from "./context.ts";

export interface PruneOptions {
  /** Maximum number of rows that one statement removes: 1 to 10,000. Default: 1000. */
  readonly batch?: number | undefined;
  /** Activity entries older than this are removed. Default: `"90d"`. */
  readonly keepActivity?: Duration | undefined;
}

export interface Pruned {
  readonly sessions: number;
  readonly activity: number;
  /** Entries of the revocation feed. */
  readonly revocations: number;
}

/**
 * Expired sessions are kept this long, so that a later request receives the reason why its session ended. In
 * milliseconds.
 */
const KEEP_EXPIRED = 86_400_000;

/**
 * Removes sessions that expired more than a day ago, in batches that do not block reads. Call it from a cron job or an
 * interval. Concurrent calls are safe. Rejects with `SessionStoreError`; earlier batches stay removed.
 */
export async function prune(context: Context, options: PruneOptions = {}): Promise<Pruned> {
  const batch = Math.min(10_000, Math.max(1, Math.trunc(options.batch ?? 1_000)));
  const now = context.now();
  const expired = new Date(now - KEEP_EXPIRED);
  const oldest = new Date(now - durationMs(options.keepActivity ?? "90d", "keepActivity"));
  const { store, log, feed } = context;
  /** Each statement has its own deadline. */
  const withDeadline = (call: string, remove: () => Promise<number>) => (): Promise<number> =>
    createGuard(context.deadlines.of(undefined), context.onStoreFailure)(call, remove);
  return {
    sessions: store
      ? await inBatches(
          batch,
          withDeadline("store.deleteExpired", () => store.deleteExpired(expired, batch)),
        )
      : 0,
    activity: log
      ? await inBatches(
          batch,
          withDeadline("store.deleteBefore", () => log.deleteBefore(oldest, batch)),
        )
      : 0,
    revocations: feed
      ? await inBatches(
          batch,
          withDeadline("store.deleteRevocations", () =>
            feed.deleteRevocations(new Date(now), batch),
          ),
        )
      : 0,
  };
}

async function inBatches(batch: number, remove: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const removed = await remove();
    total += removed;
    if (removed < batch) return total;
  }
}
