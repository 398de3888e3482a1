import { type AnySessions, problem } from "@sessionkit/core";
import { readBody, toResponse } from "@sessionkit/core/binding";
import type { NextRequest } from "next/server";
import type { Handlers } from "../binding/session-binding.ts";
import { addOffer } from "../request/add-offer.ts";
import { pathPrefixOf } from "../request/path-prefix.ts";
import { WebRequest } from "../request/web-request.ts";

/** The endpoints of core. Next derives HEAD from GET. */
export function createHandlers(sessions: AnySessions): Handlers {
  const handle = async (request: NextRequest): Promise<Response> => {
    const current = new WebRequest(sessions, request);
    const url = endpointUrl(sessions, request);
    const text = (maxBytes: number) => readBody(request.body, maxBytes);
    const pathPrefix = pathPrefixOf(sessions, request.nextUrl);
    const answer = await sessions.handle({ ...current.endpoint(url, text), pathPrefix });
    const response = toResponse(answer ?? problem("not_found"));
    if (sessions.deviceBound && request.method === "GET")
      addOffer(current, await current.resolve(), response.headers, request);
    return response;
  };
  return { GET: handle, POST: handle, DELETE: handle, OPTIONS: handle };
}

/** The path of the endpoints may include Next's `basePath` (then the cookies' path does too) or omit it. */
function endpointUrl(sessions: AnySessions, { nextUrl }: NextRequest): string {
  const { basePath, pathname, search } = nextUrl;
  return (pathPrefixOf(sessions, nextUrl) === "" ? basePath : "") + pathname + search;
}
