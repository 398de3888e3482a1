import { applyToCookieHeader } from "@sessionkit/core";
import { headers } from "next/headers";
import { connection } from "next/server";
import type { CurrentRequest } from "../request/current-request.ts";
import { REQUEST_LINE } from "../request/internal-headers.ts";
import { isPrefetch } from "../request/request-facts.ts";
import { requestState } from "../request/request-state.ts";

/**
 * The request as `headers()` tells of it, in the App Router. Rejects as `headers()` does: inside `"use cache"`, outside
 * of a request, and to end a prerender.
 */
export async function renderedRequest(): Promise<CurrentRequest> {
  const store = await readHeaders();
  const state = requestState(store);
  const { method, path } = requestLine(store);
  return {
    state,
    path,
    keep: null,
    facts: {
      method,
      header: (name) =>
        name === "cookie" && state.changes.length > 0
          ? applyToCookieHeader(store.get(name), state.changes) || null
          : store.get(name),
      prefetch: isPrefetch((name) => store.get(name)),
    },
  };
}

/**
 * Of a request that somebody waits for: whatever Next prepares before one ends here, since time plays a part in a session.
 * Next names the function that was called; whoever reads the message called one of ours.
 */
async function readHeaders(): Promise<Headers> {
  try {
    const store = await headers();
    await connection();
    return store;
  } catch (error) {
    if (error instanceof Error && NOT_HERE.test(error.message)) {
      error.message = error.message.replace(NOT_HERE, "The session can't be read inside");
    }
    throw error;
  }
}

const NOT_HERE = /`(?:headers|connection)\(\)` can't be (?:read|called) inside/;

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
