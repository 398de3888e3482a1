import { readBody, toResponse } from "@sessionkit/core/binding";
import { type Handler, Hono, type HonoRequest } from "hono";
import type { Binding } from "../binding/binding.ts";
import { createRequest } from "../request/current-request.ts";

/** The endpoints of core, as an application to mount at the root. */
export function createHandlers(binding: Binding): Hono {
  const handle: Handler = async (c, next) => {
    const current = createRequest(binding, c);
    const request = current.endpoint(c.req.url, (maxBytes) => bodyText(c.req, maxBytes));
    const answer = await current.sessions.handle(request);
    return answer ? toResponse(answer) : next();
  };
  const { basePath } = binding;
  if (basePath === null) return new Hono().all("*", handle);
  return new Hono().all(`${basePath}/*`, handle).get("/.well-known/jwks.json", handle);
}

/** The body as text, whether or not middleware has read it: Hono keeps what was read. */
async function bodyText(req: HonoRequest, maxBytes: number): Promise<string | null> {
  return req.raw.bodyUsed ? req.text() : readBody(req.raw.body, maxBytes);
}
