import type { EndReason, SessionAnswer } from "@sessionkit/core";
import { type Answer, isInconclusive } from "../http/answer.ts";
import { fetchAnswer } from "../http/fetch-answer.ts";
import type { SessionRequestError } from "../http/session-request-error.ts";
import { createSleepAwareClock } from "../page/sleep-aware-clock.ts";
import { renewalDelay, retryDelay } from "../page/timing.ts";
import { createObservable } from "../state/observable.ts";
import { type SessionState, toState } from "../state/session-state.ts";

/** The state of the session in this tab, and the answer that it is from. The only place that changes the state. */
export interface SessionCache<Claims extends object, User> {
  readonly get: () => SessionState<Claims, User>;
  readonly subscribe: (listener: () => void) => () => void;
  /** When the credential expires without a refresh, on this tab's clock. */
  readonly deadline: () => number;
  /** The server's clock in milliseconds since the epoch, as of its last answer; this machine's clock before the first. */
  readonly now: () => number;
  /** Whether the session is device-bound: the browser refreshes it by itself, before a request that this tab sends. */
  readonly isBound: () => boolean;
  /**
   * Milliseconds until a request is due. While the user is inactive, only the check after the session's end is due.
   *
   * @param immediately whether a failed request is due now
   */
  readonly delay: (isUserActive: boolean, immediately?: boolean) => number;
  /** Sends a request and accepts its answer, unless a newer one has been accepted by then. */
  readonly request: (method: "GET" | "POST", path: string) => Promise<void>;
  /**
   * Accepts an answer that was received another way, if it is newer than the current one.
   *
   * @returns whether it names another session and cannot be ordered by time: the server has to be asked
   */
  readonly accept: (answer: SessionAnswer<Claims, User> | null | undefined) => boolean;
  /** Aborts all pending requests. Their failure does not change the state. */
  readonly cancelPending: () => void;
  /** Changes to signed out. Answers that are still pending are ignored. */
  readonly end: (reason: EndReason) => void;
  /** Why the session has ended, as another tab says. It is used if the next answer is that there is no session any more. */
  readonly suggest: (reason: EndReason) => void;
}

/**
 * Orders answers: those to this tab's requests by the order in which the requests were sent, whatever order they arrive
 * in; those of a server render by the server's time.
 */
export function createSessionCache<Claims extends object, User>(
  fetch: typeof globalThis.fetch,
  basePath: string,
  first: SessionState<Claims, User>,
  onChange: (previous: SessionState<Claims, User>) => void,
): SessionCache<Claims, User> {
  const clock = createSleepAwareClock();
  const { get, set, subscribe } = createObservable(first, onChange);
  /** Aborts all pending requests: at a sign-out, and after a timeout. */
  let controller = new AbortController();
  /** On the clock above: when the credential expires, and when the next request is due. */
  let deadline = 0;
  let due = 0;
  /** Failed requests since the last answer. */
  let failures = 0;
  /** The server's time minus the clock above. */
  let clockOffset = Number.NaN;
  let lastSent = 0;
  let lastAccepted = 0;
  /** Requests up to this one were sent before the last seed was accepted. */
  let sentBeforeSeed = 0;
  let serverTime = -Infinity;
  let bound = false;
  /** The session that ended last, by a sign-out or a 401, neither of which carries a time. */
  let endedId: string | null | undefined = null;
  /** Why the last session ended. The answer that says so clears the cookies, and later ones are `absent`. */
  let endReason: Answer<Claims, User>["reason"];

  const now = () => clock() + clockOffset || Date.now();

  /** @param since when the request was sent: its duration is part of the lifetime */
  function apply(answer: Answer<Claims, User>, since = clock()): void {
    endedId = null;
    if (answer.now) {
      serverTime = answer.now;
      clockOffset = serverTime - since;
    } else endedId = get().session?.id;
    const lifetime = (answer.expiresIn ?? Infinity) * 1_000;
    deadline = since + lifetime;
    bound = !!answer.bound;
    due = since + renewalDelay(lifetime, Math.random(), bound);
    failures = 0;
    suggest(answer.reason);
    set(toState(endReason ? { ...answer, reason: endReason } : answer));
  }

  function suggest(reason: typeof endReason): void {
    if (reason !== "absent") endReason = reason;
  }

  function fail(error: SessionRequestError): void {
    due = clock() + retryDelay(failures++, error.retryAfter * 1_000, Math.random());
    const stale = get().status !== "loading";
    set({ ...get(), stale, error } as SessionState<Claims, User>);
  }

  return {
    get,
    subscribe,
    deadline: () => deadline,
    now,
    isBound: () => bound,
    delay(isUserActive, immediately) {
      if (immediately && failures) return 0;
      const end = (!isUserActive && get().session?.expiresAt) || 0;
      return Math.max(due - clock(), end - now() + 1_000);
    },
    async request(method, path) {
      const number = ++lastSent;
      const since = clock();
      if (controller.signal.aborted) controller = new AbortController();
      let answer: Answer<Claims, User>;
      try {
        answer = await fetchAnswer(fetch, method, basePath + path, controller);
      } catch (error) {
        if (number === lastSent) fail(error as SessionRequestError);
        return;
      }
      if (
        number < lastAccepted ||
        (number <= sentBeforeSeed && !((answer.now as number) > serverTime))
      )
        return;
      lastAccepted = number;
      apply(answer, since);
    },
    accept(answer) {
      if (isInconclusive(answer) || answer.session?.id === endedId) return false;
      // The clocks of two servers may differ: times order the answers about one session, but not those about two.
      if (answer.now <= serverTime) return answer.session?.id !== get().session?.id;
      sentBeforeSeed = lastSent;
      apply(answer);
      return false;
    },
    cancelPending() {
      lastSent++;
      controller.abort();
    },
    end(reason) {
      lastAccepted = ++lastSent;
      apply({ reason });
    },
    suggest,
  };
}
