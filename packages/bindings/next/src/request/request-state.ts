import type { AnySessions } from "@sessionkit/core";
import { CookieChanges } from "@sessionkit/core/binding";
import type { CurrentRequest } from "./current-request.ts";

/** What is kept for the time of one request. */
export interface RequestState {
  readonly changes: CookieChanges;
  /** As each service sees it. */
  readonly requests: Map<AnySessions, CurrentRequest>;
  /** Where a handler of ours answers it: whether the response is made, and its cookies with it. */
  handler: "running" | "over" | null;
}

const KEY = Symbol.for("sessionkit.next.requests");

/**
 * The same for the same object. One memory for the process: Next loads this module once for pages, once for actions,
 * once for route handlers.
 */
function requestState(request: object): RequestState {
  const host = globalThis as { [KEY]?: WeakMap<object, RequestState> };
  host[KEY] ??= new WeakMap();
  const known = host[KEY].get(request);
  if (known) return known;
  const state: RequestState = { changes: new CookieChanges(), requests: new Map(), handler: null };
  host[KEY].set(request, state);
  return state;
}

/** As a service sees it: the same for the same object and the same service. */
export function requestOf<R extends CurrentRequest>(
  host: object,
  sessions: AnySessions,
  make: (state: RequestState) => R,
): R {
  const state = requestState(host);
  const known = state.requests.get(sessions) as R | undefined;
  const request = known ?? make(state);
  if (!known) state.requests.set(sessions, request);
  return request;
}
