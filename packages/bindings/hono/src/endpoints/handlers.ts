import type { AnySessions } from "@sessionkit/core";
import { type Handler, Hono } from "hono";
import type { Settings } from "../bind/bind-options.ts";
import { RequestFacts } from "../request/request-facts.ts";
import { toResponse } from "./to-response.ts";

/** The endpoints of core, as an application to mount at the root. */
export function createHandlers(sessions: AnySessions, settings: Settings): Hono {
  const handle: Handler = async (c, next) => {
    const facts = new RequestFacts(c, settings);
    const answer = await sessions.handle(
      Object.assign(facts, { url: c.req.url, text: () => c.req.text() }),
    );
    return answer ? toResponse(answer) : next();
  };
  return new Hono().all(`${sessions.basePath}/*`, handle).get("/.well-known/jwks.json", handle);
}
