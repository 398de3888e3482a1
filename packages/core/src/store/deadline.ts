import { SessionStoreError } from "../base/errors.ts";

/** A point on the monotonic clock by which a call to a backend must settle. */
export interface Deadline {
  /** Milliseconds left; 0 or less after the deadline. */
  remaining(): number;
  /** Length in milliseconds. */
  readonly timeout: number;
  /** Whether a call timed out at this deadline. */
  failed: boolean;
}

export function createDeadline(timeout: number): Deadline {
  const end = performance.now() + timeout;
  return { timeout, failed: false, remaining: () => end - performance.now() };
}

/** Runs a call to a backend by the deadline of a request. `call` is its name in the error. */
export type RunGuarded = <T>(call: string, run: () => T | PromiseLike<T>) => Promise<T>;

/**
 * Calls a backend. Rejects only with `SessionStoreError`: if the call fails or does not settle by the deadline. After a
 * timeout, the backend may still complete the call.
 *
 * @param call name of the call in the error
 * @param onFailure receives the error before the promise is rejected
 */
export async function withTimeout<T>(
  call: string,
  deadline: Deadline,
  run: () => T | PromiseLike<T>,
  onFailure?: (error: SessionStoreError) => void,
): Promise<T> {
  try {
    if (deadline.remaining() <= 0) throw timedOut(call, deadline);
    const answer = run();
    return isThenable(answer) ? await inTime(answer, call, deadline) : answer;
  } catch (cause) {
    const error = isStoreError(cause) ? cause : new SessionStoreError(`${call} failed.`, { cause });
    onFailure?.(error);
    throw error;
  }
}

/**
 * Whether an error means that the store or `loadUser` failed: the request is neither signed in nor signed out. Compares
 * `code`, so that errors of another copy of this package, and of the Hono binding, also match.
 */
export function isStoreError(error: unknown): error is SessionStoreError {
  return error instanceof Error && (error as { code?: unknown }).code === "session_store";
}

/** The result of a call; null if the store or `loadUser` failed. For what a later request or an expiry completes. */
export async function unlessStoreFails<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (!isStoreError(error)) throw error;
    return null;
  }
}

/** Query builders are thenable without being promises. */
function isThenable<T>(answer: T | PromiseLike<T>): answer is PromiseLike<T> {
  return typeof (answer as Partial<PromiseLike<T>> | null | undefined)?.then === "function";
}

function inTime<T>(answer: PromiseLike<T>, call: string, deadline: Deadline): Promise<T> {
  return new Promise((resolve, reject) => {
    let isAnswered = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = (): void => {
      isAnswered = true;
      clearTimeout(timer);
    };
    answer.then(
      (value) => {
        stop();
        resolve(value);
      },
      (error: unknown) => {
        stop();
        reject(error);
      },
    );
    // An answer from memory is there by then: a timer would cost more than the call.
    void RESOLVED.then(() => {
      if (isAnswered) return;
      timer = setTimeout(() => reject(timedOut(call, deadline)), deadline.remaining());
    });
  });
}

const RESOLVED = Promise.resolve();

function timedOut(call: string, deadline: Deadline): SessionStoreError {
  deadline.failed = true;
  return new SessionStoreError(
    `${call} did not answer within the ${deadline.timeout} ms of its request.`,
  );
}
