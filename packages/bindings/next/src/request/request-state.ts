import type { AnySessions } from "@sessionkit/core";
import { CookieChanges } from "@sessionkit/core/binding";
import type { NextBoundRequest } from "./next-bound-request.ts";

/** What is kept while one request is handled. */
export interface RequestState {
  readonly changes: CookieChanges;
  /** One object for each service. */
  readonly requests: Map<AnySessions, NextBoundRequest>;
  /** The state of a handler under `withSession`; null without one. Over: the response is made, and its cookies with it. */
  handler: "running" | "over" | null;
}

const KEY = Symbol.for("sessionkit.next.requests");

/**
 * The same for the same object. Process-wide, since Next loads this module once for pages, once for actions and once for
 * route handlers.
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

/** The same for the same object and the same service. */
export function requestOf<R extends NextBoundRequest>(
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
