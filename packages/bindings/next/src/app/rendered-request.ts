import type { AnySessions, SetCookie } from "@sessionkit/core";
import { headers } from "next/headers";
import { connection } from "next/server";
import { CurrentRequest } from "../request/current-request.ts";
import { REQUEST_LINE } from "../request/internal-headers.ts";
import { type RequestState, requestOf } from "../request/request-state.ts";
import { setCookies } from "./set-cookies.ts";

/** The request as `headers()` tells of it, in the App Router. */
class RenderedRequest extends CurrentRequest {
  /** Next does not tell the address of the socket. */
  readonly address = null;
  method: string;
  /** Path and query, without Next's `basePath`; null where nobody has told. */
  readonly path: string | null;
  readonly #headers: Headers;
  readonly #state: RequestState;

  constructor(sessions: AnySessions, store: Headers, state: RequestState) {
    super(sessions, state.changes);
    const { method, path } = requestLine(store);
    this.method = method;
    this.path = path;
    this.#headers = store;
    this.#state = state;
  }

  protected sent(name: string): string | null {
    return this.#headers.get(name);
  }

  protected get isOpen(): boolean {
    return this.#state.handler !== "over";
  }

  /** A page that is rendered sets no cookies, and an action is behind the proxy. */
  protected override get mayRefresh(): boolean {
    return super.mayRefresh && this.isHandled;
  }

  protected override send(cookies: readonly SetCookie[]): Promise<void> {
    return setCookies(cookies);
  }

  /** A handler of `withSession` is at work, which answers for its errors. */
  get isHandled(): boolean {
    return this.#state.handler === "running";
  }

  /** @param method as the route handler was called, which knows it better */
  async handle<T>(method: string, work: () => Promise<T>): Promise<T> {
    this.method = method;
    this.#state.handler = "running";
    try {
      return await work();
    } finally {
      this.#state.handler = "over";
    }
  }
}

/**
 * The request that somebody is rendered or handled for. Rejects as `headers()` does: inside `"use cache"`, outside of a
 * request, and to end a prerender.
 */
export async function renderedRequest(sessions: AnySessions): Promise<RenderedRequest> {
  const store = await readHeaders();
  return requestOf(store, sessions, (state) => new RenderedRequest(sessions, store, state));
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
