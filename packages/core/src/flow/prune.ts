import { type Duration, durationMs } from "../base/duration.ts";
import { Call } from "./call.ts";
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
  const batch = Math.min(10_000, Math.max(1, Math.trunc(options.batch ?? 1_000) || 1_000));
  const now = context.now();
  const oldest = new Date(now - durationMs(options.keepActivity ?? "90d", "keepActivity"));
  const { log, feed } = context;
  return {
    sessions: await deleteSessions(context, new Date(now - KEEP_EXPIRED), batch),
    activity: log
      ? await inBatches(context, "store.deleteBefore", batch, () => log.deleteBefore(oldest, batch))
      : 0,
    revocations: feed
      ? await inBatches(context, "store.deleteRevocations", batch, () =>
          feed.deleteRevocations(new Date(now), batch),
        )
      : 0,
  };
}

export async function deleteSessions(
  context: Context,
  before: Date,
  batch: number,
): Promise<number> {
  const { store } = context;
  if (!store) return 0;
  return inBatches(context, "store.deleteExpired", batch, () => store.deleteExpired(before, batch));
}

/** Each statement has its own deadline. */
async function inBatches(
  context: Context,
  verb: string,
  batch: number,
  remove: () => Promise<number>,
): Promise<number> {
  let total = 0;
  for (;;) {
    const removed = await new Call(context).guard(verb, remove);
    total += removed;
    if (removed < batch) return total;
  }
}
