import { type Duration, durationMs } from "../base/duration.ts";
import { createGuard } from "../store/request-store.ts";
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
  const batch = Math.min(10_000, Math.max(1, Math.trunc(options.batch ?? 1_000)));
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

/** No session lasts longer: 400 days, and one for clocks that differ. In milliseconds. */
const LONGEST_SESSION = 401 * 86_400_000;

/**
 * Ends all sessions of all users, in batches. The first step makes all processes ask the store about each access token, so
 * that a session is over once its row is removed. Resolves to the number of removed rows; a session that starts during the
 * call may be among them. Emits no event and writes no activity log. Rejects with `SessionStoreError`: call it again.
 */
export async function revokeEveryone(context: Context): Promise<number> {
  const publish = (): Promise<void> =>
    new Call(context, undefined).publish("*", { reason: "revoked", cookiesCleared: false });
  await publish();
  const removed = await deleteSessions(context, new Date(context.now() + LONGEST_SESSION), 1_000);
  // Connections that are watched read their sessions again.
  await publish();
  return removed;
}

async function deleteSessions(context: Context, before: Date, batch: number): Promise<number> {
  const { store } = context;
  if (!store) return 0;
  return inBatches(context, "store.deleteExpired", batch, () => store.deleteExpired(before, batch));
}

/** Each statement has its own deadline. */
async function inBatches(
  { deadlines, onStoreFailure }: Context,
  call: string,
  batch: number,
  remove: () => Promise<number>,
): Promise<number> {
  let total = 0;
  for (;;) {
    const removed = await createGuard(deadlines.of(undefined), onStoreFailure)(call, remove);
    total += removed;
    if (removed < batch) return total;
  }
}
