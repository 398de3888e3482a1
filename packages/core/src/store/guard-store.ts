import { SessionConfigError, SessionStoreError } from "../base/errors.ts";
import type { ActivityLog } from "./activity-log.ts";
import type { SessionStore } from "./session-store.ts";
import type { UserJoin } from "./user-join.ts";

/** Runs a question to a backend. Rejects only with `SessionStoreError`: for a failure, and for no answer in time. */
export type Ask = <T>(what: string, question: () => T | Promise<T>) => Promise<T>;

const VERBS = [
  "insert",
  "find",
  "update",
  "delete",
  "findByUser",
  "deleteByUser",
  "deleteExpired",
] as const;
const POWERS = ["findWithUser", "record", "listByUser", "deleteBefore"] as const;

/**
 * @param timeout milliseconds until a silent backend counts as failed
 * @param onFailure told of every failure, before the caller is
 */
export function createAsk(timeout: number, onFailure: (error: SessionStoreError) => void): Ask {
  return async (what, question) => {
    try {
      const answer = question();
      return isThenable(answer) ? await inTime(answer, timeout, what) : answer;
    } catch (cause) {
      const error = isStoreError(cause)
        ? cause
        : new SessionStoreError(`${what} failed.`, { cause });
      onFailure(error);
      throw error;
    }
  };
}

/** Query builders are thenable without being promises. */
function isThenable<T>(answer: T | PromiseLike<T>): answer is PromiseLike<T> {
  return typeof (answer as Partial<PromiseLike<T>> | null | undefined)?.then === "function";
}

function inTime<T>(answer: PromiseLike<T>, timeout: number, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new SessionStoreError(`${what} got no answer within ${timeout} ms.`)),
      timeout,
    );
    answer.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

/** The same store, each verb asked through `ask`. Throws `SessionConfigError` for a store that lacks a verb. */
export function askThrough<User>(
  store: SessionStore,
  ask: Ask,
): SessionStore & Partial<UserJoin<User> & ActivityLog> {
  for (const verb of VERBS) {
    if (typeof (store as Partial<SessionStore>)[verb] !== "function") {
      throw new SessionConfigError(
        "store",
        `has no function ${verb}. A store has seven: ${VERBS.join(", ")}.`,
      );
    }
  }
  const given = store as unknown as Record<string, (...args: unknown[]) => unknown>;
  const verbs = [...VERBS, ...POWERS]
    .filter((name) => typeof given[name] === "function")
    .map((name) => [
      name,
      (...args: unknown[]) => ask(`store.${name}`, () => given[name]?.(...args)),
    ]);
  return Object.fromEntries(verbs) as SessionStore & Partial<UserJoin<User> & ActivityLog>;
}

/** By code, so that a store built against another copy of this package counts too. */
export function isStoreError(error: unknown): error is SessionStoreError {
  return error instanceof Error && (error as { code?: unknown }).code === "session_store";
}
