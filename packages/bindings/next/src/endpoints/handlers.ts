import { type AnySessions, type EndpointRequest, problem } from "@sessionkit/core";
import { toResponse } from "@sessionkit/core/binding";
import type { NextRequest } from "next/server";
import { requestFacts } from "../request/request-facts.ts";

type Handler = (request: NextRequest) => Promise<Response>;

/** The methods of `app/api/auth/[...session]/route.ts`. */
export interface Handlers {
  readonly GET: Handler;
  readonly POST: Handler;
  readonly DELETE: Handler;
}

/** The endpoints of core. Next makes HEAD of GET, and answers OPTIONS itself. */
export function createHandlers(sessions: AnySessions): Handlers {
  const handle: Handler = async (request) => {
    const answer = await sessions.handle(endpointRequest(sessions, request));
    return toResponse(answer ?? problem("not_found"));
  };
  return { GET: handle, POST: handle, DELETE: handle };
}

/** The endpoints' own path may include Next's `basePath` (the cookies' path then does) or leave it out. */
function endpointRequest(sessions: AnySessions, request: NextRequest): EndpointRequest {
  const { basePath, pathname, search } = request.nextUrl;
  const inside = basePath !== "" && sessions.basePath.startsWith(`${basePath}/`);
  return {
    ...requestFacts(request),
    url: (inside ? basePath : "") + pathname + search,
    text: () => request.text(),
  };
}
