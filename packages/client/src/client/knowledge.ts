import type { EndReason, SessionAnswer } from "@sessionkit/core";
import { ask } from "../http/ask.ts";
import { SessionRequestError } from "../http/session-request-error.ts";
import { AT_ONCE, afterAnswer, afterFailure } from "../page/timing.ts";
import { createWakefulClock } from "../page/wakeful-clock.ts";
import { createObservable } from "../state/observable.ts";
import { type Answer, isSilent, type SessionState, toState } from "../state/session-state.ts";

/** What this tab knows of the session, and since which answer. The only place that changes the state. */
export interface Knowledge<Claims extends object, User> {
  readonly get: () => SessionState<Claims, User>;
  readonly subscribe: (listener: () => void) => () => void;
  /** When the credential runs out if nothing happens. */
  readonly deadline: () => number;
  /** Milliseconds until there is something to ask. In a hurry another attempt after a failure is made now. */
  readonly wait: (hurry?: boolean) => number;
  /** Asks an endpoint and learns what it says, unless something newer is known by then. */
  readonly ask: (method: "GET" | "POST", path: string) => Promise<void>;
  /** Learns what came another way, if it is newer than what is known. */
  readonly learn: (answer: SessionAnswer<Claims, User> | null | undefined) => void;
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
  const now = createWakefulClock();
  const { get, set, subscribe } = createObservable(first, changed);
  /** What cuts off every question that is out: a sign-out, or one that was out for too long. */
  let line = new AbortController();
  let timing = AT_ONCE;
  let asked = 0;
  let answered = 0;
  /** Questions up to this one were asked before a seed came. */
  let seeded = 0;
  let serverTime = -Infinity;
  /** The session that ended last, by a sign-out or a refusal, which carry no time. */
  let gone: string | null | undefined = null;

  function settle(answer: Answer<Claims, User>, since = now()): void {
    gone = answer.now ? null : get().session?.id;
    serverTime = answer.now ?? serverTime;
    timing = afterAnswer(answer.expiresIn, since, Math.random());
    set(toState(answer));
  }

  function fail(error: SessionRequestError): void {
    timing = afterFailure(timing, error.retryAfter, now(), Math.random());
    const state = get();
    set({ ...state, stale: state.status !== "loading", error } as SessionState<Claims, User>);
  }

  return {
    get,
    subscribe,
    deadline: () => timing.deadline,
    wait: (hurry) => (hurry && timing.failures ? 0 : timing.next - now()),
    async ask(method, path) {
      const question = ++asked;
      const since = now();
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
      if (isSilent(answer) || answer.now <= serverTime || answer.session?.id === gone) return;
      seeded = asked;
      settle(answer);
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
