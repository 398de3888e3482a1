import type { AnySessions, SetCookie } from "@sessionkit/core";
import { headers } from "next/headers";
import { connection, type NextRequest } from "next/server";
import type { Settings } from "../options/bind-options.ts";
import { REQUEST_LINE } from "../request/internal-headers.ts";
import { NextBoundRequest } from "../request/next-bound-request.ts";
import { type RequestState, requestOf } from "../request/request-state.ts";
import { setCookies } from "./set-cookies.ts";

/** A request of the App Router, read through `headers()`. */
class AppRequest extends NextBoundRequest {
  /** Next does not expose the address of the socket. */
  readonly address = null;
  method: string;
  /** Path and query, without Next's `basePath`; null without the proxy. */
  readonly path: string | null;
  #headers: Headers;
  readonly #state: RequestState;
  readonly #mayCrossSite: (pathname: string) => boolean;

  constructor(sessions: AnySessions, settings: Settings, store: Headers, state: RequestState) {
    super(sessions, state.changes);
    const { method, path } = requestLine(store);
    this.method = method;
    this.path = path;
    this.#mayCrossSite = settings.mayCrossSite;
    this.allowCrossSite = path !== null && this.#mayCrossSite(path.split("?", 1)[0] as string);
    this.#headers = store;
    this.#state = state;
  }

  protected requestHeader(name: string): string | null {
    return this.#headers.get(name);
  }

  protected get isOpen(): boolean {
    return this.#state.handler !== "over";
  }

  /** A page sets no cookies while it renders, and before an action the proxy has refreshed. */
  protected override get mayRefresh(): boolean {
    return super.mayRefresh && this.isHandled;
  }

  /** The cookies of a refresh are set when the handler returns, if they are still true by then. */
  protected override async onChange(
    cookies: readonly SetCookie[],
    kind: "explicit" | "implicit",
  ): Promise<void> {
    if (kind === "explicit") await setCookies(cookies);
  }

  /** Whether a handler under `withSession` is running, which answers errors itself. */
  get isHandled(): boolean {
    return this.#state.handler === "running";
  }

  /**
   * Runs a route handler, then sets the cookies that leave with its response.
   *
   * @param request as the route handler received it: `headers()` hides which requests are prefetches, and the method
   */
  async handle<T>(request: NextRequest, work: () => Promise<T>): Promise<T> {
    this.method = request.method;
    this.allowCrossSite = this.#mayCrossSite(request.nextUrl.pathname);
    this.#headers = request.headers;
    this.#state.handler = "running";
    try {
      return await work();
    } finally {
      await setCookies(this.changes);
      this.#state.handler = "over";
    }
  }
}

/**
 * The request that is rendered or handled now. Rejects as `headers()` does: inside `"use cache"`, outside a request, and
 * to end a prerender.
 */
export async function appRouterRequest(
  sessions: AnySessions,
  settings: Settings,
): Promise<AppRequest> {
  const store = await readHeaders();
  return requestOf(store, sessions, (state) => new AppRequest(sessions, settings, store, state));
}

/**
 * `connection()` ends a prerender here, since a session depends on the time. Next's message names the function that was
 * called; the application called one of ours, so the message names the session.
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
 * Method and path as the proxy noted them. Without a proxy the method is guessed, on the safe side: browsers send `Origin`
 * or a content type with a request that changes something, and neither with a link that is followed.
 */
function requestLine(store: Headers): { method: string; path: string | null } {
  const [, method, path] = /^([A-Z]+) (\/.*)$/.exec(store.get(REQUEST_LINE) ?? "") ?? [];
  if (method !== undefined && path !== undefined) return { method, path };
  const writes = ["next-action", "origin", "content-type"].some((name) => store.has(name));
  return { method: writes ? "POST" : "GET", path: null };
}
