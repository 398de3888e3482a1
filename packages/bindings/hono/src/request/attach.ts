import { type AnySessions, cookieHeaders, problem } from "@sessionkit/core";
import type { Context, MiddlewareHandler } from "hono";
import type { Settings } from "../bind/bind-options.ts";
import { toResponse } from "../endpoints/to-response.ts";
import { askSession } from "../session/ask-session.ts";
import { type CurrentRequest, knownRequest, openRequest } from "./current-request.ts";

/** The middleware around a request: turns away what another site sends in somebody's name, and sets cookies at the end. */
export function createAttach(sessions: AnySessions, settings: Settings): MiddlewareHandler {
  return async (c, next) => {
    if (knownRequest(c, settings.key)) return next();
    const current = openRequest(sessions, settings, c);
    if (current.foreign && (await carriesSession(sessions, current)))
      return toResponse(problem("cross_site"));
    await next();
    while (current.running > 0) await idle(current);
    current.response = "made";
    if (current.facts.cookies.length > 0) setCookies(c, current);
  };
}

/** Nobody is acted for without a cookie; and whoever is not signed in may be about to sign in. */
async function carriesSession(sessions: AnySessions, current: CurrentRequest): Promise<boolean> {
  if (!current.facts.header("cookie")) return false;
  const { reason } = await askSession(sessions, current);
  return reason !== "absent";
}

function idle(current: CurrentRequest): Promise<void> {
  return new Promise((resolve) => {
    current.whenIdle = resolve;
  });
}

/** After whatever the handler returned, and by way of the context: the response itself may be immutable. */
function setCookies(c: Context, { facts }: CurrentRequest): void {
  for (const [name, value] of cookieHeaders(facts.cookies)) {
    const known =
      name === "vary" && /(?:^|,)\s*(?:cookie|\*)\s*(?:,|$)/i.test(c.res.headers.get(name) ?? "");
    if (!known) c.header(name, value, { append: name !== "cache-control" });
  }
}
