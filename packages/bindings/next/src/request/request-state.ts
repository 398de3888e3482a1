import type { SetCookie } from "@sessionkit/core";

/** What is kept for the time of one request. */
export interface RequestState {
  /** Cookies set since it came in: from then on it reads as if the browser had sent them. */
  readonly changes: SetCookie[];
  /** What has been asked already, by whoever asks. Emptied by a change. */
  readonly asked: Map<object, Map<string, Promise<unknown>>>;
  /** Where a handler of ours answers it: whether the response is made, and its cookies with it. */
  handler: "running" | "over" | null;
}

const KEY = Symbol.for("sessionkit.next.requests");

/**
 * The same for the same object. One memory for the process: Next loads this module once for pages, once for actions,
 * once for route handlers.
 */
export function requestState(request: object): RequestState {
  const host = globalThis as { [KEY]?: WeakMap<object, RequestState> };
  host[KEY] ??= new WeakMap();
  const known = host[KEY].get(request);
  if (known) return known;
  const state: RequestState = { changes: [], asked: new Map(), handler: null };
  host[KEY].set(request, state);
  return state;
}
