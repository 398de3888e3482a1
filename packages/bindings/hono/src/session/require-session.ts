import {
  type AnySessions,
  type Duration,
  type Problem,
  problem,
  type Session,
  type SessionOf,
} from "@sessionkit/core";
import type { Context, Next, TypedResponse } from "hono";
import type { Settings } from "../bind/bind-options.ts";
import { toResponse } from "../endpoints/to-response.ts";
import { currentRequest } from "../request/current-request.ts";
import { askSession } from "./ask-session.ts";
import type { GetSessionOptions } from "./get-session.ts";

export interface RequireSessionOptions extends GetSessionOptions {
  /** The user must have proved who they are this recently: seconds, or `"10m"`. */
  readonly fresh?: Duration;
}

/** What a handler behind `requireSession` finds: `new Hono<SessionEnv<typeof sessions>>()` for one in a file of its own. */
export interface SessionEnv<S extends AnySessions> {
  Variables: { session: Session<S> };
}

/** How `requireSession` answers in place of the handler, as RPC clients see it. */
export type Refusal = Response &
  (TypedResponse<Problem, 401, "json"> | TypedResponse<Problem, 503, "json">);

export type RequireSession<S extends AnySessions> = (
  c: Context<SessionEnv<S>>,
  next: Next,
) => Promise<Refusal | undefined>;

/**
 * Lets through whoever is signed in; 401 with the reason for anybody else, 503 in an outage, both as
 * `application/problem+json`.
 *
 * Throws `SessionConfigError` for a duration that cannot be read.
 */
export function requireSession<S extends AnySessions>(
  sessions: S,
  settings: Settings,
  { verify, fresh }: RequireSessionOptions = {},
): RequireSession<S> {
  if (fresh !== undefined) sessions.isFresh(LONG_AGO, fresh);
  return async (c, next) => {
    const outcome = await askSession(sessions, currentRequest(settings, c), verify);
    if (outcome.status === "unavailable") return refusal("unavailable", "unavailable");
    if (outcome.status === "unauthenticated") return refusal("session_required", outcome.reason);
    if (fresh !== undefined && !sessions.isFresh(outcome.session, fresh))
      return refusal("session_not_fresh");
    c.set("session", outcome.session as Session<S>);
    await next();
    return undefined;
  };
}

/** Only its age is looked at. */
const LONG_AGO = { authenticatedAt: 0 } as SessionOf;

function refusal(...given: Parameters<typeof problem>): Refusal {
  return toResponse(problem(...given)) as Refusal;
}
