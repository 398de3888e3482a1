import { normalizeJson } from "../base/json.ts";
import type { SetCookie } from "../cookies/set-cookie.ts";
import type { Call } from "../flow/call.ts";
import type { Context } from "../flow/context.ts";
import { isCurrent } from "../flow/steps/answers.ts";
import { userOf } from "../flow/user.ts";
import type { Authenticated, Outcome, Unauthenticated } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import type { SessionAnswer } from "./answer.ts";

/** The public part of an outcome: the body of `GET /session`, and the initial state of a client. */
export async function answerOf(
  context: Context,
  outcome: Authenticated<Session> | Unauthenticated,
): Promise<SessionAnswer<object, unknown>> {
  const now = context.now();
  if (outcome.status === "unauthenticated") {
    const { status, session, reason } = outcome;
    return { status, session, user: null, reason, now, expiresIn: null };
  }
  const { data: _, ...session } = outcome.session;
  const userId = context.userIds.format(session.userId);
  const actor = session.actor && {
    ...session.actor,
    userId: context.userIds.format(session.actor.userId),
  };
  const user = await publicUser(context, outcome.session);
  return {
    status: "authenticated",
    session: { ...session, userId, actor },
    user,
    reason: null,
    now,
    expiresIn: outcome.expiresIn,
    ...(context.boundSessions.has(outcome.session) && { bound: true }),
  };
}

/** The cookies for a response that is sent now: none that are no longer current. */
export function currentCookies({ context }: Call, outcome: Outcome): readonly SetCookie[] {
  return isCurrent(context, outcome) ? outcome.cookies : [];
}

async function publicUser(context: Context, session: Session): Promise<unknown> {
  if (!context.publicUser) return { id: context.userIds.format(session.userId) };
  const user = await userOf(context, session);
  return user === null ? null : normalizeJson(context.publicUser(user, session), "publicUser");
}
