import type { EndReason, SessionAnswer } from "@sessionkit/core";
import { ask } from "../http/ask.ts";
import { SessionRequestError } from "../http/session-request-error.ts";
import { renewalDelay, retryDelay } from "../page/timing.ts";
import { createWakefulClock } from "../page/wakeful-clock.ts";
import { createObservable } from "../state/observable.ts";
import { type Answer, isSilent, type SessionState, toState } from "../state/session-state.ts";

/** What this tab knows of the session, and since which answer. The only place that changes the state. */
export interface Knowledge<Claims extends object, User> {
  readonly get: () => SessionState<Claims, User>;
  readonly subscribe: (listener: () => void) => () => void;
  /** When the credential runs out if nothing happens. */
  readonly deadline: () => number;
  /** The server's clock, in milliseconds since the epoch, as far as its last answer tells; else this machine's. */
  readonly now: () => number;
  /**
   * Milliseconds until there is something to ask. At a page that nobody attends that is only whether the session is
   * over. In a hurry another attempt after a failure is made now.
   */
  readonly wait: (attended: boolean, hurry?: boolean) => number;
  /** Asks an endpoint and learns what it says, unless something newer is known by then. */
  readonly ask: (method: "GET" | "POST", path: string) => Promise<void>;
  /**
   * Learns what came another way, if it is newer than what is known.
   *
   * @returns whether it speaks of another session and may be the newer one all the same: the server has to be asked
   */
  readonly learn: (answer: SessionAnswer<Claims, User> | null | undefined) => boolean;
  /** Gives up every question that is out; that they fail then says nothing. */
  readonly abandon: () => void;
  /** Nobody is signed in from now on, whatever is still under way. */
  readonly end: (reason: EndReason) => void;
}

/**
 * Which answers count: questions of this tab in the order in which they were asked, whatever order they are answered
 * in. What a server render brought has no place in that order, only the server's time.
 */
export function createKnowledge<Claims extends object, User>(
  fetch: typeof globalThis.fetch,
  basePath: string,
  first: SessionState<Claims, User>,
  changed: (previous: SessionState<Claims, User>) => void,
): Knowledge<Claims, User> {
  const clock = createWakefulClock();
  const { get, set, subscribe } = createObservable(first, changed);
  /** What cuts off every question that is out: a sign-out, or one that was out for too long. */
  let line = new AbortController();
  /** On the clock above: when the credential runs out, and when there is something to do. */
  let deadline = 0;
  let due = 0;
  /** Attempts that have failed since the last answer. */
  let failures = 0;
  /** By how much the server's time is ahead of the clock above. */
  let lead = Number.NaN;
  let asked = 0;
  let answered = 0;
  /** Questions up to this one were asked before a seed came. */
  let seeded = 0;
  let serverTime = -Infinity;
  /** The session that ended last, by a sign-out or a refusal, which carry no time. */
  let gone: string | null | undefined = null;

  const now = () => clock() + lead || Date.now();

  /** @param since when it was asked: the way of the answer is part of its lifetime */
  function settle(answer: Answer<Claims, User>, since = clock()): void {
    gone = null;
    if (answer.now) {
      serverTime = answer.now;
      lead = serverTime - since;
    } else gone = get().session?.id;
    const lifetime = (answer.expiresIn ?? Infinity) * 1_000;
    deadline = since + lifetime;
    due = since + renewalDelay(lifetime, Math.random());
    failures = 0;
    set(toState(answer));
  }

  function fail(error: SessionRequestError): void {
    due = clock() + retryDelay(failures++, error.retryAfter * 1_000, Math.random());
    const state = get();
    set({ ...state, stale: state.status !== "loading", error } as SessionState<Claims, User>);
  }

  return {
    get,
    subscribe,
    deadline: () => deadline,
    now,
    wait(attended, hurry) {
      if (hurry && failures) return 0;
      const { session } = get();
      const end = attended || !session ? 0 : session.expiresAt - now() + 1_000;
      return Math.max(due - clock(), end);
    },
    async ask(method, path) {
      const question = ++asked;
      const since = clock();
      if (line.signal.aborted) line = new AbortController();
      let answer: Answer<Claims, User>;
      try {
        answer = await ask(fetch, method, basePath + path, line);
        if (isSilent(answer)) throw new SessionRequestError("unexpected");
      } catch (error) {
        if (question === asked) fail(error as SessionRequestError);
        return;
      }
      if (question < answered || (question <= seeded && !((answer.now as number) > serverTime)))
        return;
      answered = question;
      settle(answer, since);
    },
    learn(answer) {
      if (isSilent(answer) || answer.session?.id === gone) return false;
      // Servers' clocks differ: who is newer can be told by them for one session, and not between two.
      if (answer.now <= serverTime) return answer.session?.id !== get().session?.id;
      seeded = asked;
      settle(answer);
      return false;
    },
    abandon() {
      asked++;
      line.abort();
    },
    end(reason) {
      answered = ++asked;
      settle({ reason });
    },
  };
}
