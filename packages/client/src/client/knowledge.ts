import type { EndReason, SessionAnswer } from "@sessionkit/core";
import { ask } from "../http/ask.ts";
import { SessionRequestError } from "../http/session-request-error.ts";
import { AT_ONCE, afterAnswer, afterFailure, type Timing } from "../page/timing.ts";
import { createWakefulClock } from "../page/wakeful-clock.ts";
import { createObservable } from "../state/observable.ts";
import {
  type Answer,
  ended,
  isSilent,
  type SessionState,
  toState,
} from "../state/session-state.ts";

/** What this tab knows of the session, and since which answer. The only place that changes the state. */
export interface Knowledge<Claims extends object, User> {
  readonly get: () => SessionState<Claims, User>;
  readonly subscribe: (listener: () => void) => () => void;
  /** Milliseconds on the clock that `timing` is about. */
  readonly now: () => number;
  readonly timing: () => Timing;
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
  const questions = new Set<AbortController>();
  let timing = AT_ONCE;
  let asked = 0;
  let answered = 0;
  /** Questions up to this one were asked before a seed came. */
  let seeded = 0;
  let serverTime = -Infinity;
  let settledAt = 0;

  function settle(answer: Answer<Claims, User>, since = now()): void {
    // An end that a refusal told comes without a time: then it is the last one told, and what has passed since.
    serverTime = answer.now ?? serverTime + now() - settledAt;
    settledAt = now();
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
    now,
    timing: () => timing,
    async ask(method, path) {
      const question = ++asked;
      const since = now();
      const controller = new AbortController();
      questions.add(controller);
      try {
        const answer = await askDefinite<Claims, User>(fetch, method, basePath + path, controller);
        if (question < answered || (question <= seeded && (answer.now ?? 0) <= serverTime)) return;
        answered = question;
        settle(answer, since);
      } catch (error) {
        if (question === asked) fail(error as SessionRequestError);
      } finally {
        questions.delete(controller);
      }
    },
    learn(answer) {
      if (isSilent(answer) || answer.now <= serverTime) return;
      seeded = asked;
      settle(answer);
    },
    abandon() {
      asked++;
      for (const controller of questions) controller.abort();
    },
    end(reason) {
      answered = ++asked;
      settle(ended(reason));
    },
  };
}

/** Two things are an answer: a 200 that says who, and a 401 that says why nobody. After any other nothing is known. */
async function askDefinite<Claims extends object, User>(
  ...question: Parameters<typeof ask>
): Promise<Answer<Claims, User>> {
  try {
    const answer = await ask<Answer<Claims, User>>(...question);
    // Something else may answer at this address.
    if (isSilent(answer) || !answer.status) throw new SessionRequestError("unexpected");
    return answer;
  } catch (error) {
    const { status, reason } = error as SessionRequestError;
    if (status === 401 && reason && reason !== "unavailable") return ended(reason);
    throw error;
  }
}
