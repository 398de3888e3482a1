import { SessionConfigError } from "../base/errors.ts";
import type { SetCookie } from "../cookies/set-cookie.ts";
import { isPrefetch, type SessionRequest } from "../request/request.ts";
import type { Adopter } from "../session/adopter.ts";
import { type Authenticated, type Outcome, unauthenticated } from "../session/outcome.ts";
import type { EndReason } from "../session/reasons.ts";
import type { Session } from "../session/session.ts";
import { isStoreError } from "../store/deadline.ts";
import { isAdoptedElsewhere } from "./backend/adopt.ts";
import type { Adopted } from "./backend/backend.ts";
import { userProblem } from "./backend/load.ts";
import { Call } from "./call.ts";
import type { Context } from "./context.ts";
import { implicitAnswer } from "./steps/implicit-answer.ts";
import { issue } from "./steps/issue.ts";
import type { Credentials } from "./steps/read-credentials.ts";
import { type Found, readOld } from "./steps/read-old.ts";

/**
 * For a request without credentials of our own: continues its session of another library as one of ours, with the same
 * creation time and end. Null if there is none. Rejects with `SessionStoreError`, also if the other library's store fails.
 */
export async function adopt(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
): Promise<Outcome | null> {
  return (await findAndAdopt(context, request, credentials))?.outcome ?? null;
}

/** The same, with the session of the other library, so that it need not be read again. */
export async function findAndAdopt(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
): Promise<{ found: Found; outcome: Outcome } | null> {
  if (!mayAdopt(context, request, credentials)) return null;
  const call = new Call(context, request);
  const found = await findOld(context, call, request);
  if (!found) return null;
  const adopted = await adoptFound(context, call, found);
  const outcome =
    typeof adopted === "string"
      ? refuseAdoption(context, call, request, found, adopted)
      : await answer(context, call, credentials, found.adopter, adopted);
  return { found, outcome };
}

/** The session that has adopted another one, or why it is not adopted. */
async function adoptFound(
  context: Context,
  call: Call,
  found: Found,
): Promise<Adopted | EndReason> {
  const session = readOld(context, found);
  if (typeof session === "string") return session;
  const user = await call.user(session.userId);
  const createdAt = new Date(session.createdAt ?? context.now());
  const authenticatedAt = new Date(session.authenticatedAt ?? 0);
  const problem = userProblem(context, user, { authenticatedAt, createdAt });
  if (problem) return problem;
  try {
    const adopted = await context.backend.adopt(call, session, user);
    return adopted.status === "refused" ? adopted.reason : adopted;
  } catch (error) {
    // Data of the other library that cannot be a session's.
    if (error instanceof SessionConfigError) return "malformed";
    throw error;
  }
}

function mayAdopt(
  { adoption }: Context,
  request: SessionRequest,
  { transport, malformed, accessToken, sessionToken }: Credentials,
): boolean {
  if (!adoption || transport !== "cookie" || malformed || isPrefetch(request)) return false;
  return accessToken === null && sessionToken === null;
}

/** The first session that an adopter finds. */
async function findOld(
  { adoption }: Context,
  call: Call,
  request: SessionRequest,
): Promise<Found | null> {
  for (const adopter of adoption?.from ?? []) {
    if (!hasCookieOf(adopter, request)) continue;
    const session = await call.guard(`adopt.${adopter.name}`, () => adopter.read(request));
    if (session) return { adopter, session };
  }
  return null;
}

/** Whether one of the adopter's cookies may be in the request, also in chunks: `name` or `name.0`. */
function hasCookieOf({ cookies }: Adopter<unknown>, request: SessionRequest): boolean {
  const header = request.header("cookie") ?? "";
  return cookies.some((name) => header.includes(`${name}=`) || header.includes(`${name}.0=`));
}

async function answer(
  context: Context,
  call: Call,
  { specs }: Credentials,
  { name }: Adopter<unknown>,
  adopted: Adopted,
): Promise<Authenticated<Session>> {
  const { record, user, sessionToken } = adopted;
  const accepted = {
    ...{ record, user, sessionToken, changed: true, position: record, heldUntil: null },
    authenticatedAt: record.authenticatedAt,
  };
  const issued = await issue(context, accepted, { transport: "cookie", specs, explicit: false });
  const { id: sessionId, userId } = record;
  const elsewhere = isAdoptedElsewhere(call, adopted);
  if (adopted.isFirst || elsewhere) {
    const details = { sessionId, userId, adopter: name, elsewhere, ...call.clientInfo };
    context.emit("session.adopted", details);
  }
  return implicitAnswer(context, record, issued.answer);
}

/** Clears the old cookies, so that they are not read again, unless a previous deployment still needs them. */
function refuseAdoption(
  context: Context,
  call: Call,
  request: SessionRequest,
  { adopter }: Found,
  reason: EndReason,
): Outcome {
  context.emit("session.adoption_refused", { reason, adopter: adopter.name, ...call.clientInfo });
  const keeps = (context.adoption?.keepOld ?? 0) > 0;
  return unauthenticated("absent", keeps ? [] : adopter.clear(request));
}

/**
 * For a request that has a session of our own: the cookies that delete its credentials of other libraries, which are not
 * adopted from now on. Best effort: what fails is left to a later request.
 *
 * @param keepOld milliseconds after the adoption during which they stay
 * @param found what was read from this request before
 */
export async function retireOld(
  context: Context,
  request: SessionRequest,
  keepOld: number = context.adoption?.keepOld ?? 0,
  found: Found | null = null,
): Promise<SetCookie[]> {
  const cookies: SetCookie[] = [];
  for (const adopter of context.adoption?.from ?? []) {
    if (!hasCookieOf(adopter, request)) continue;
    const call = new Call(context, request);
    const read = async () => (found?.adopter === adopter ? found.session : adopter.read(request));
    try {
      if (await retire(context, call, { adopter, read }, keepOld))
        cookies.push(...adopter.clear(request));
    } catch (error) {
      if (!isStoreError(error)) throw error;
    }
  }
  return cookies;
}

/** Whether the old cookies can be deleted. */
async function retire(
  context: Context,
  call: Call,
  {
    adopter,
    read,
  }: { adopter: Adopter<unknown>; read: () => ReturnType<Adopter<unknown>["read"]> },
  keepOld: number,
): Promise<boolean> {
  const name = `adopt.${adopter.name}`;
  const session = await call.guard(name, read);
  if (!session) return keepOld === 0;
  const old = readOld(context, { adopter, session });
  if (typeof old === "string") return true;
  const usedAt = (await context.backend.spend(call, old)) ?? context.now();
  if (context.now() < usedAt + keepOld) return false;
  await call.guard(name, async () => adopter.retire?.(old.credential));
  return true;
}
