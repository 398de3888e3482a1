import type { AnySessions, InferSession } from "@sessionkit/core";
import {
  assertCalled,
  checkFresh,
  isBoundEndpoint,
  outcomeFor,
  type RequireSessionOptions,
  refusalOf,
  type WebRequest,
} from "@sessionkit/core/binding";
import type { Context, Next } from "hono";
import type { Binding } from "../binding/binding.ts";
import type { RequireSession } from "../binding/session-binding.ts";
import { knownRequest } from "../request/current-request.ts";
import { refuse } from "../request/refuse.ts";
import { around } from "./attach.ts";

/**
 * `requireSession` of a binding. The response of the handler is not cached, unless the handler says otherwise. Throws
 * `SessionConfigError` for a duration that cannot be read.
 */
export function requireSession(
  binding: Binding,
  options: RequireSessionOptions = {},
): RequireSession<AnySessions> {
  assertCalled(options, "requireSession");
  checkFresh(options);

  async function guard(current: WebRequest, c: Context, next: Next): Promise<Response | undefined> {
    const outcome = await outcomeFor(current, options);
    const refusal = refusalOf(current.sessions, outcome, options);
    if (refusal) return refuse(binding, refusal, c);
    c.set("session", outcome.session as InferSession<AnySessions>);
    c.header("cache-control", "private, no-store");
    await next();
    return undefined;
  }

  return ((c, next) => {
    const known = knownRequest(binding, c);
    if (known) return guard(known, c, next);
    return isBoundEndpoint(binding.sessionsOf(c), c.req.path)
      ? next()
      : around(binding, c, {}, (current) => guard(current, c, next));
  }) as RequireSession<AnySessions>;
}
