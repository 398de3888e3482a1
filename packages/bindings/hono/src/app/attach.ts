import { cookieHeaders } from "@sessionkit/core";
import { addHeaders, assertCalled } from "@sessionkit/core/binding";
import type { Context, MiddlewareHandler } from "hono";
import type { Binding } from "../binding/binding.ts";
import type { AttachOptions } from "../binding/session-binding.ts";
import { CurrentRequest, knownRequest } from "../request/current-request.ts";
import { refuse } from "../request/refuse.ts";

/** `attach` of a binding. */
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

/**
 * Refuses a request that another site sent with a session; else runs the rest of the request, then sets the cookies that
 * are still true.
 *
 * @param inner the rest of the request, which may answer itself
 */
export async function around(
  binding: Binding,
  c: Context,
  { allowCrossSite = false }: AttachOptions,
  inner: (current: CurrentRequest) => Promise<Response | undefined>,
): Promise<Response | undefined> {
  const current = new CurrentRequest(c, binding);
  c.set(binding.key, current);
  current.allowCrossSite = allowCrossSite;
  const refusal = await current.forgedRefusal();
  if (refusal) return refuse(binding, refusal, c);
  const answer = await inner(current);
  if (answer) c.res = answer;
  for (let idle = current.idle(); idle; idle = current.idle()) await idle;
  current.close();
  const { changes } = current;
  if (changes.length > 0) put(c, cookieHeaders(changes));
  return undefined;
}

/**
 * Adds headers to the response of a handler. An immutable one, such as that of `fetch`, is copied. The others are not: a
 * copy costs more than everything else here, and on Bun a text loses its type.
 */
function put(c: Context, added: ReturnType<typeof cookieHeaders>): void {
  try {
    addHeaders(c.res.headers, added);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const { body, status, statusText, headers } = c.res;
    const copy = new Response(body, { status, statusText, headers: new Headers(headers) });
    c.res = undefined;
    c.res = copy;
    addHeaders(copy.headers, added);
  }
}
