import type { SetCookie } from "../../cookies/set-cookie.ts";
import { endingOf } from "../../session/actor.ts";
import {
  type Authenticated,
  type Outcome,
  type Unauthenticated,
  unauthenticated,
  unavailable,
} from "../../session/outcome.ts";
import type { GuestSession, Session } from "../../session/session.ts";
import { isStoreError } from "../../store/deadline.ts";
import type { SessionRecord } from "../../store/session-store.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";

/** Converts a store failure into the outcome `unavailable`, which never means "signed out". */
export async function orUnavailable(outcome: Promise<Outcome>): Promise<Outcome> {
  try {
    return await outcome;
  } catch (error) {
    if (isStoreError(error)) return unavailable(error);
    throw error;
  }
}

/** The outcome for a request without credentials. */
export function absent({ isWithheld }: Call): Unauthenticated {
  return { ...unauthenticated("absent"), ...(isWithheld && { withheld: true }) };
}

/** A prefetch may set no cookie, and clears none. */
export async function withoutPrefetchCookies(
  call: Call,
  resolving: Promise<Outcome>,
): Promise<Outcome> {
  const outcome = await resolving;
  const clears = outcome.cookies.length > 0 && call.isPrefetch;
  return clears ? { ...outcome, cookies: [] } : outcome;
}

/**
 * An answer that the application did not cause: its cookies are sent only if the session has neither ended nor changed when
 * the headers are sent.
 */
export function implicitAnswer(
  { conditions, denylist, progress }: Context,
  record: SessionRecord,
  answer: Authenticated<Session>,
): Authenticated<Session> {
  const isLatest = progress.checkpoint(record.id, record);
  conditions.set(answer, () => !denylist.endingOf(record.id) && isLatest());
  return answer;
}

/**
 * Whether the cookies of an outcome may still be set. Call it when the headers are sent. False if this process has ended or
 * replaced the session since; after an implicit refresh or refusal, also if it has renewed or updated the session, or if
 * another request has rotated its token. The protocol treats a dropped answer like a lost one.
 */
export function isCurrent({ conditions, denylist }: Context, outcome: Outcome): boolean {
  const condition = conditions.get(outcome);
  if (condition) return condition();
  if (outcome.session) return endingOf(denylist, outcome.session) === undefined;
  const guest = outcome.status === "unauthenticated" ? outcome.guest : undefined;
  return !guest || denylist.endingOf(guest.id) === undefined;
}

/** Further cookies for an answer, which are sent if its own are. */
export function withCookies<O extends Outcome>(
  context: Context,
  answer: O,
  cookies: readonly SetCookie[],
): O {
  return cookies.length === 0
    ? answer
    : underSameCondition(context, answer, { ...answer, cookies: [...answer.cookies, ...cookies] });
}

/** A guest is not signed in: the outcome has a guest, and no session. */
export function withoutGuest(
  context: Context,
  answer: Authenticated<Session>,
): Authenticated<Session> | Unauthenticated {
  const { session, cookies } = answer;
  if ((session.userId as string | null) !== null) return answer;
  const { id, createdAt, expiresAt, absoluteExpiresAt, remember, data } = session;
  const guest: GuestSession = Object.freeze({
    ...{ id, createdAt, expiresAt, absoluteExpiresAt, remember, data },
  });
  return underSameCondition(context, answer, { ...unauthenticated("guest", cookies), guest });
}

function underSameCondition<O extends Outcome>(
  { conditions }: Context,
  before: Outcome,
  after: O,
): O {
  const condition = conditions.get(before);
  if (condition) conditions.set(after, condition);
  return after;
}
