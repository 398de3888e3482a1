import { isEndpoint, isKeySet, readBody, toResponse } from "@sessionkit/core/binding";
import type { Binding, RequestOptions } from "../binding/binding.ts";
import { createRequest } from "../request/current-request.ts";

/** `handlers` of a binding. */
export async function handlers(
  binding: Binding,
  request: Request,
  options: RequestOptions = {},
): Promise<Response> {
  return (await answerEndpoint(binding, request, options)) ?? new Response(null, { status: 404 });
}

/** The answer of an endpoint, or null for other paths. */
export async function answerEndpoint(
  binding: Binding,
  request: Request,
  options: RequestOptions,
): Promise<Response | null> {
  const { sessions } = binding;
  const { pathname } = new URL(request.url);
  if (!isEndpoint(sessions, pathname) && !isKeySet(pathname)) return null;
  const current = createRequest(binding, request, options);
  const answer = await sessions.handle(
    current.endpoint(request.url, (maxBytes) => bodyText(request, maxBytes)),
  );
  return answer && toResponse(answer);
}

/** Rejects if other code has read the body: the endpoint then answers 400. */
async function bodyText(request: Request, maxBytes: number): Promise<string | null> {
  if (!request.bodyUsed) return readBody(request.body, maxBytes);
  throw new TypeError("The body has been read. Let a parser before this read request.clone().");
}
