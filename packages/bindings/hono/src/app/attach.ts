import {
  arrivalOf,
  assertCalled,
  isBoundEndpoint,
  toResponse,
  type WebRequest,
  withHeaders,
} from "@sessionkit/core/binding";
import type { Context, MiddlewareHandler } from "hono";
import type { Binding } from "../binding/binding.ts";
import type { AttachOptions } from "../binding/session-binding.ts";
import { createRequest, knownRequest } from "../request/current-request.ts";
import { refuse } from "../request/refuse.ts";

/** `attach` of a binding. */
export function attach(binding: Binding, options: AttachOptions = {}): MiddlewareHandler {
  assertCalled(options, "attach");
  return async (c, next) => {
    if (knownRequest(binding, c) || isBoundEndpoint(binding.sessionsOf(c), c.req.path))
      return next();
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
  inner: (current: WebRequest) => Promise<Response | undefined>,
): Promise<Response | undefined> {
  const current = createRequest(binding, c);
  c.set(binding.key, current);
  current.allowCrossSite = allowCrossSite;
  const refusal = await current.forgedRefusal();
  if (refusal) return refuse(binding, refusal, c);
  const arrival = await arrivalOf(current);
  const answer = arrival ? toResponse(arrival) : await inner(current);
  if (answer) c.res = answer;
  const cookies = await current.finish();
  if (cookies.length > 0 || current.isWatched) complete(c, current, cookies);
  return undefined;
}

/** Hono merges the headers of a response that replaces another one. */
function complete(
  c: Context,
  current: WebRequest,
  cookies: Awaited<ReturnType<WebRequest["finish"]>>,
): void {
  const response = current.untilSent(withHeaders(c.res, cookies));
  if (response === c.res) return;
  c.res = undefined;
  c.res = response;
}
