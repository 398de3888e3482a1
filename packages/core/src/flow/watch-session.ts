import { isWorkers } from "../base/is-workers.ts";
import { endingOf } from "../session/actor.ts";
import type { DenylistChange } from "../session/denylist.ts";
import { endOf, expiryReason } from "../session/lifetime.ts";
import type { EndReason } from "../session/reasons.ts";
import type { Session } from "../session/session.ts";
import { isStoreError } from "../store/deadline.ts";
import { endOfProof, findLiving, isRefused, withUser } from "./backend/load.ts";
import { Call } from "./call.ts";
import type { Context } from "./context.ts";

export interface WatchOptions {
  /** Stops watching: the connection has been closed. The returned signal is then not aborted. */
  readonly until?: AbortSignal | undefined;
  /** Called when the claims of the session may have changed: the client should refresh. */
  readonly onClaimsChanged?: (() => void) | undefined;
}

/** The record is read again after this, where no feed reports the end of a session. In milliseconds. */
const RECHECK = 30_000;
/** After a read that failed. In milliseconds. */
const RETRY = 5_000;

/**
 * Returns a signal that is aborted when the session ends: revoked in any process, expired, or its user gone. `signal.reason`
 * is the reason (`EndReason`). An outage does not abort it; the session is read again once the store answers.
 *
 * The session is watched until it ends or `until` is aborted. The timer does not keep the process running.
 */
export function watchSession(
  context: Context,
  session: Session,
  options: WatchOptions = {},
): AbortSignal {
  const controller = new AbortController();
  const ended = endingOf(context.denylist, session);
  if (ended) controller.abort(ended.reason);
  else if (!options.until?.aborted) watch(context, session, options, controller);
  return controller.signal;
}

function watch(
  context: Context,
  session: Session,
  { until, onClaimsChanged }: WatchOptions,
  controller: AbortController,
): void {
  const { denylist, revocations, revocation } = context;
  const { id, absoluteExpiresAt } = session;
  const userId = context.userIds.format(session.userId);
  let { expiresAt } = session;
  /** On the monotonic clock, as are the next two. */
  let readAt = performance.now();
  let waitUntil = 0;
  /** What the next tick does, where code may only run for its own request. */
  const deferred: (() => void)[] = [];
  /** Times at which a change to the denylist makes a read necessary. */
  let due: number[] = [];
  let isReading = false;
  let isStopped = false;

  const stopListening = denylist.watch({ id, userId }, onChange);
  const { actor } = session;
  // A change there is a reason to read: the store decides whether the impersonation ends.
  const stopActor =
    actor &&
    denylist.watch(
      { id: actor.sessionId, userId: context.userIds.format(actor.userId) },
      (change) => onChange({ ...change, reason: "actor", hasEnded: false }),
    );
  // Twice as often as it reads: a tick that comes a little early reads nothing.
  const timer = setInterval(check, revocation.pollEvery / 2);
  (timer as { unref?: () => void }).unref?.();
  until?.addEventListener("abort", stop, { once: true });

  function stop(): void {
    isStopped = true;
    clearInterval(timer);
    stopListening();
    stopActor?.();
    until?.removeEventListener("abort", stop);
  }

  /** A read that was under way may come to its result after the connection was closed. */
  function end(reason: EndReason): void {
    if (isStopped) return;
    stop();
    controller.abort(reason);
  }

  function onChange({ reason, notBefore, hasEnded }: DenylistChange): void {
    if (hasEnded) run(() => end(reason as EndReason));
    // As a task of its own: what it throws must not end the read of the feed.
    if (reason === "claims_changed" && onClaimsChanged) run(() => queueMicrotask(onClaimsChanged));
    // The entry comes before the deletion, which is complete by `notBefore`.
    const now = performance.now();
    due.push(now, now + Math.max(0, notBefore - context.now()));
  }

  /** Another request may have caused the change, and Workers reject what is written from there to this one's answer. */
  function run(action: () => void): void {
    if (isWorkers()) deferred.push(action);
    else action();
  }

  function check(): void {
    for (const action of deferred.splice(0)) action();
    if (controller.signal.aborted) return;
    const isFed = revocations?.isCurrent() ?? false;
    const now = performance.now();
    const isDue =
      due.some((time) => time <= now) ||
      context.now() >= expiresAt ||
      (!isFed && now - readAt >= RECHECK);
    if (context.now() >= absoluteExpiresAt) end("expired_absolute");
    else if (isDue && !isReading && now >= waitUntil) void read(now);
  }

  async function read(now: number): Promise<void> {
    isReading = true;
    due = due.filter((time) => time > now);
    try {
      const found = await findNow();
      if (typeof found === "string") end(found);
      else expiresAt = found;
      readAt = now;
    } catch (error) {
      if (!isStoreError(error)) throw error;
      due.push(now);
      waitUntil = now + RETRY;
    } finally {
      isReading = false;
    }
  }

  /** When the session expires, or why it has ended. */
  async function findNow(): Promise<number | EndReason> {
    if (!context.store) return context.now() < expiresAt ? expiresAt : "expired_idle";
    const call = new Call(context);
    const living = await findLiving(call, id);
    if (isRefused(living)) return living.reason;
    const expired = expiryReason(living.record, context.now());
    if (expired) return expired;
    const known = await withUser(call, living);
    if (isRefused(known)) return known.reason;
    return Math.min(endOf(known.record), endOfProof(context, known.user, known.record));
  }
}
