import {
  type AnySessions,
  type Problem,
  problem,
  type Session,
  type SessionOf,
} from "@sessionkit/core";
import {
  assertCalled,
  checkFresh,
  type RequireSessionOptions,
  refusalOf,
} from "@sessionkit/core/binding";
import type { Context, Next, TypedResponse } from "hono";
import type { CurrentRequest } from "../request/current-request.ts";
import { around } from "./attach.ts";
import { type Binding, knownRequest } from "./binding.ts";
import { refuse } from "./refuse.ts";

/** What a handler behind `requireSession` finds: `new Hono<SessionEnv<typeof sessions>>()` for one in a file of its own. */
export interface SessionEnv<S extends AnySessions> {
  Variables: { session: Session<S> };
}

/** How `requireSession` answers in place of the handler, as RPC clients see it. */
export type Refusal = Response & TypedResponse<Problem, 401 | 403 | 503, "json">;

export type RequireSession<S extends AnySessions> = (
  c: Context<SessionEnv<S>>,
  next: Next,
) => Promise<Refusal | undefined>;

/**
 * Lets through whoever is signed in; 401 with the reason for others, 503 in an outage. What is behind it may not be
 * cached, unless the handler says otherwise. Does what `attach` does where that has not run.
 *
 * Throws `SessionConfigError` for a duration that cannot be read.
 */
export function requireSession(
  binding: Binding,
  options: RequireSessionOptions = {},
): RequireSession<AnySessions> {
  assertCalled(options, "requireSession");
  const { sessions } = binding;
  checkFresh(sessions, options);

  async function guard(
    current: CurrentRequest,
    c: Context,
    next: Next,
  ): Promise<Response | undefined> {
    const outcome = await current.ask(options.verify);
    const refusal = refusalOf(sessions, outcome, options);
    if (refusal) return refuse(binding, problem(refusal.code, refusal.reason), c);
    c.set("session", outcome.session as SessionOf);
    c.header("cache-control", "private, no-store");
    await next();
    return undefined;
  }

  return ((c, next) => {
    const known = knownRequest(binding, c);
    return known
      ? guard(known, c, next)
      : around(binding, c, {}, (current) => guard(current, c, next));
  }) as RequireSession<AnySessions>;
}
