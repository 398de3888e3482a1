import { applyToCookieHeader, type SessionRequest, type SetCookie } from "@sessionkit/core";
import { headers } from "next/headers";
import { REQUEST_LINE } from "./internal-headers.ts";
import { isPrefetch } from "./request-facts.ts";

/** The request that is being rendered or handled, as `headers()` tells of it. */
export interface CurrentRequest {
  readonly facts: SessionRequest;
  /** Path and query, without Next's `basePath`; null where the proxy has not seen the request. */
  readonly path: string | null;
  readonly state: RequestState;
}

/** What is kept for the time of one request. */
export interface RequestState {
  /** Cookies set since it came in: from then on it reads as if the browser had sent them. */
  readonly changes: SetCookie[];
  /** What has been asked already, by whoever asks. Emptied by a change. */
  readonly asked: Map<object, Map<string, Promise<unknown>>>;
}

const KEY = Symbol.for("sessionkit.next.requests");

/** One for the process: Next loads this module once for pages, once for actions, once for route handlers. */
function states(): WeakMap<object, RequestState> {
  const host = globalThis as { [KEY]?: WeakMap<object, RequestState> };
  host[KEY] ??= new WeakMap();
  return host[KEY];
}

/** Rejects as `headers()` does: inside `"use cache"`, outside of a request, and to end a prerender. */
export async function currentRequest(): Promise<CurrentRequest> {
  const store = await readHeaders();
  const known = states().get(store);
  const state = known ?? { changes: [], asked: new Map() };
  if (!known) states().set(store, state);
  const { method, path } = requestLine(store);
  return {
    state,
    path,
    facts: {
      method,
      header: (name) =>
        name === "cookie" && state.changes.length > 0
          ? applyToCookieHeader(store.get(name), state.changes) || null
          : store.get(name),
      prefetch: isPrefetch(store),
    },
  };
}

/** Next names the function that was called; whoever reads the message called one of ours. */
async function readHeaders(): Promise<Headers> {
  try {
    return await headers();
  } catch (error) {
    if (error instanceof Error && /`headers\(\)` can't be read inside/.test(error.message)) {
      error.message = error.message.replace("`headers()`", "The session");
    }
    throw error;
  }
}

/**
 * As the proxy wrote it down. Without a proxy the method is guessed, on the safe side: every browser sends `Origin` or a
 * type of content with what changes something, and neither with a link that is followed.
 */
function requestLine(store: Headers): { method: string; path: string | null } {
  const [, method, path] = /^([A-Z]+) (\/.*)$/.exec(store.get(REQUEST_LINE) ?? "") ?? [];
  if (method !== undefined && path !== undefined) return { method, path };
  const writes = ["next-action", "origin", "content-type"].some((name) => store.has(name));
  return { method: writes ? "POST" : "GET", path: null };
}
