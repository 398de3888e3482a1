import { toResponse } from "@sessionkit/core/binding";
import { type Handler, Hono } from "hono";
import type { Binding } from "../bind/binding.ts";
import { CurrentRequest } from "../request/current-request.ts";

/** The endpoints of core, as an application to mount at the root. */
export function createHandlers(binding: Binding): Hono {
  const { sessions } = binding;
  const handle: Handler = async (c, next) => {
    const current = new CurrentRequest(c, binding);
    const answer = await sessions.handle(current.endpoint(c.req.url, () => c.req.text()));
    return answer ? toResponse(answer) : next();
  };
  return new Hono().all(`${sessions.basePath}/*`, handle).get("/.well-known/jwks.json", handle);
}
