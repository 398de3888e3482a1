import {
  type AnySessions,
  type Duration,
  type EndpointResponse,
  type Outcome,
  type Problem,
  problem,
  type Session,
  type SessionOf,
} from "@sessionkit/core";
import type { Context, Next, TypedResponse } from "hono";
import { assertCalled } from "../bind/assert-called.ts";
import { type Binding, currentRequest } from "../bind/binding.ts";
import { refuse } from "../endpoints/refuse.ts";
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
 * Lets through whoever is signed in; 401 with the reason for others, 503 in an outage. What is behind it may not be
 * cached, unless the handler says otherwise.
 *
 * Throws `SessionConfigError` for a duration that cannot be read.
 */
export function requireSession(
  binding: Binding,
  options: RequireSessionOptions = {},
): RequireSession<AnySessions> {
  assertCalled(options, "requireSession");
  const { verify, fresh } = options;
  const { sessions } = binding;
  if (fresh !== undefined) sessions.isFresh(LONG_AGO, fresh);
  return async (c, next) => {
    const outcome = await askSession(binding, currentRequest(binding, c), verify);
    const refusal = refusalOf(sessions, outcome, fresh);
    if (refusal) return (await refuse(binding, refusal, c)) as Refusal;
    c.set("session", outcome.session as SessionOf);
    c.header("cache-control", "private, no-store");
    await next();
    return undefined;
  };
}

function refusalOf(
  sessions: AnySessions,
  outcome: Outcome,
  fresh: Duration | undefined,
): EndpointResponse | null {
  if (outcome.status === "unavailable") return problem("unavailable", "unavailable");
  if (outcome.status === "unauthenticated") return problem("session_required", outcome.reason);
  const isFresh = fresh === undefined || sessions.isFresh(outcome.session, fresh);
  return isFresh ? null : problem("session_not_fresh");
}

/** Only its age is looked at. */
const LONG_AGO = { authenticatedAt: 0 } as SessionOf;
