import { cookieHeaders, problem, type SetCookie } from "@sessionkit/core";
import type { Context, MiddlewareHandler } from "hono";
import { refuse } from "../endpoints/refuse.ts";
import { CurrentRequest } from "../request/current-request.ts";
import { askSession } from "../session/ask-session.ts";
import { assertCalled } from "./assert-called.ts";
import { type Binding, knownRequest } from "./binding.ts";

export interface AttachOptions {
  /** True before a route that pages of other sites may post to with a session cookie, such as the return of a payment. */
  readonly allowCrossSite?: boolean;
}

/**
 * The middleware around a request. Asks for no session itself: turns away what another site makes a browser send along
 * with one, and at the end sets the cookies of whoever asked.
 */
export function attach(binding: Binding, options: AttachOptions = {}): MiddlewareHandler {
  assertCalled(options, "attach");
  const { allowCrossSite = false } = options;
  return async (c, next) => {
    if (knownRequest(binding, c)) return next();
    const current = new CurrentRequest(c, binding);
    c.set(binding.key, current);
    if (!allowCrossSite && !binding.sessions.isSameSiteIntent(current)) {
      current.foreign = true;
      if (await carriesSession(binding, current)) return refuse(binding, problem("cross_site"), c);
    }
    await next();
    while (!current.isIdle) await current.idle();
    current.response = "made";
    if (current.changes.length > 0) setCookies(c, current.changes);
  };
}

/** Nobody is acted for without a cookie; and whoever is not signed in may be about to sign in. */
async function carriesSession(binding: Binding, current: CurrentRequest): Promise<boolean> {
  if (current.header("cookie") === null) return false;
  const { reason } = await askSession(binding, current);
  return reason !== "absent";
}

/** After whatever the handler returned. */
function setCookies(c: Context, cookies: readonly SetCookie[]): void {
  for (const [name, value] of cookieHeaders(cookies)) {
    if (name === "cache-control") put(c, (headers) => headers.set(name, value));
    else if (name !== "vary" || !namesCookie(c.res.headers.get(name)))
      put(c, (headers) => headers.append(name, value));
  }
}

/**
 * A response that is immutable, such as one of `fetch`, is replaced by its like. The others are not: that costs more than
 * all the rest, and on Bun a text its type.
 */
function put(c: Context, change: (headers: Headers) => void): void {
  try {
    change(c.res.headers);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const { body, status, statusText, headers } = c.res;
    const like = new Response(body, { status, statusText, headers: new Headers(headers) });
    c.res = undefined;
    c.res = like;
    change(like.headers);
  }
}

function namesCookie(vary: string | null): boolean {
  return /(?:^|,)\s*(?:cookie|\*)\s*(?:,|$)/i.test(vary ?? "");
}
