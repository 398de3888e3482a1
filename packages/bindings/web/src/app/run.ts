import {
  arrivalOf,
  HANDSHAKE,
  PRIVATE,
  problemOf,
  toResponse,
  withHeaders,
} from "@sessionkit/core/binding";
import type { Binding, HandleOptions } from "../binding/binding.ts";
import { SessionHttpError } from "../binding/session-http-error.ts";
import { beginRequest, knownRequest } from "../request/current-request.ts";

/**
 * `handle` of a binding, for requests other than those of the endpoints. Refuses a request that another site sent with a
 * session; else runs the handler, then sets the cookies that are still true.
 */
export async function run<R extends Response | undefined>(
  binding: Binding,
  request: Request,
  handler: () => R | Promise<R>,
  { allowCrossSite = false, ...options }: HandleOptions,
): Promise<R | Response> {
  if (knownRequest(binding, request)?.isFinished === false) return handler();
  const current = beginRequest(binding, request, options);
  current.allowCrossSite = allowCrossSite;
  const refusal = await current.forgedRefusal();
  if (refusal) return (await binding.refuse?.(refusal.problem, request)) ?? toResponse(refusal);
  const arrival = await arrivalOf(current);
  const response = arrival ? toResponse(arrival) : await answerHandler(binding, request, handler);
  const cookies = await current.finish();
  // The response to a handshake is an object of the runtime, and a copy of it would open no connection.
  const sent = response && current.untilSent(response);
  if (!sent || current.method === HANDSHAKE) return sent;
  if (cookies.length > 0) return withHeaders(sent, cookies);
  return current.isPrivate && !sent.headers.has("cache-control")
    ? withHeaders(sent, PRIVATE)
    : sent;
}

/** Awaits a handler, and answers what it throws. */
async function answerHandler<R extends Response | undefined>(
  { onError }: Binding,
  request: Request,
  handler: () => R | Promise<R>,
): Promise<R | Response> {
  try {
    return await handler();
  } catch (error) {
    if (error instanceof Response) return error;
    if (error instanceof SessionHttpError) return error.toResponse();
    const answer = problemOf(error);
    if (answer) return toResponse(answer);
    if (onError) return onError(error, request);
    throw error;
  }
}
