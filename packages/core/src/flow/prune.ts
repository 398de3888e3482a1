import { type Duration, durationMs } from "../base/duration.ts";
import type { Context } from "./context.ts";

export interface PruneOptions {
  /** Rows removed by one statement: 1 to 10,000. 1000. */
  readonly batch?: number;
  /** Activity older than this goes too. `"90d"`. */
  readonly keepActivity?: Duration;
}

export interface Pruned {
  readonly sessions: number;
  readonly activity: number;
}

/**
 * Removes what has run out, batch after batch, so that reads go on meanwhile. Call it from a cron job or an interval;
 * several at once do no harm. Rejects with `SessionStoreError`; what was removed by then stays removed.
 */
export async function prune(context: Context, options: PruneOptions = {}): Promise<Pruned> {
  const batch = Math.min(10_000, Math.max(1, Math.trunc(options.batch ?? 1_000)));
  const now = context.now();
  const oldest = new Date(now - durationMs(options.keepActivity ?? "90d", "keepActivity"));
  const { store, log } = context;
  return {
    sessions: await inBatches(batch, () => store.deleteExpired(new Date(now), batch)),
    activity: log ? await inBatches(batch, () => log.deleteBefore(oldest, batch)) : 0,
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
