import type { AnySessions } from "@sessionkit/core";
import { CookieChanges } from "@sessionkit/core/binding";
import type { NextBoundRequest } from "./next-bound-request.ts";

/** The state of one request. */
export interface RequestState {
  readonly changes: CookieChanges;
  /** One object for each service. */
  readonly requests: Map<AnySessions, NextBoundRequest>;
  /** The state of a handler under `withSession`, or null. Over: its response and cookies are complete. */
  handler: "running" | "over" | null;
}

const KEY = Symbol.for("sessionkit.next.requests");

/**
 * Returns the same state for the same object. Process-wide, since Next loads this module once each for pages, actions
 * and route handlers.
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

/** Returns the same state for the same object and service. */
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
