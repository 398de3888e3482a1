import { cookieHeaders, problem } from "@sessionkit/core";
import { addHeaders, assertCalled } from "@sessionkit/core/binding";
import type { Context, MiddlewareHandler } from "hono";
import { CurrentRequest } from "../request/current-request.ts";
import { type Binding, knownRequest } from "./binding.ts";
import { refuse } from "./refuse.ts";

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
  return async (c, next) => {
    if (knownRequest(binding, c)) return next();
    return around(binding, c, options, async () => {
      await next();
      return undefined;
    });
  };
}

/** @param inner the rest of the request, which may answer by itself */
export async function around(
  binding: Binding,
  c: Context,
  { allowCrossSite = false }: AttachOptions,
  inner: (current: CurrentRequest) => Promise<Response | undefined>,
): Promise<Response | undefined> {
  const current = new CurrentRequest(c, binding);
  c.set(binding.key, current);
  current.allowCrossSite = allowCrossSite;
  if (current.isForeign && (await current.isForged()))
    return refuse(binding, problem("cross_site"), c);
  const answer = await inner(current);
  if (answer) c.res = answer;
  for (let idle = current.idle(); idle; idle = current.idle()) await idle;
  current.close();
  if (current.changes.length > 0) put(c, cookieHeaders(current.changes));
  return undefined;
}

/**
 * After whatever the handler returned. A response that is immutable, such as one of `fetch`, is replaced by its like. The
 * others are not: that costs more than all the rest, and on Bun a text its type.
 */
function put(c: Context, added: ReturnType<typeof cookieHeaders>): void {
  try {
    addHeaders(c.res.headers, added);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const { body, status, statusText, headers } = c.res;
    const like = new Response(body, { status, statusText, headers: new Headers(headers) });
    c.res = undefined;
    c.res = like;
    addHeaders(like.headers, added);
  }
}
