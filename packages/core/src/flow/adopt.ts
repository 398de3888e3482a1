import { SessionConfigError } from "../base/errors.ts";
import type { SetCookie } from "../cookies/set-cookie.ts";
import { isElsewhere } from "../request/client-info.ts";
import type { AdoptableSession, Adopter } from "../session/adopter.ts";
import type { Ending } from "../session/denylist.ts";
import { type Authenticated, type Outcome, unauthenticated } from "../session/outcome.ts";
import type { EndReason } from "../session/reasons.ts";
import type { Session } from "../session/session.ts";
import { isStoreError } from "../store/deadline.ts";
import { type Adopted, atRecord } from "./backend/backend.ts";
import { userProblem } from "./backend/load.ts";
import type { Call } from "./call.ts";
import type { Context } from "./context.ts";
import { absent, implicitAnswer } from "./steps/answers.ts";
import { issue } from "./steps/issue.ts";
import { UNPROVEN } from "./steps/new-record.ts";
import { type FoundOld, type OldSource, readOld } from "./steps/read-old.ts";

/**
 * For a request without a session token: continues its session of another library as one of ours, with the same creation time
 * and end. `absent` if there is none. Rejects with `SessionStoreError`, also if the other library's store fails.
 */
export async function adoptOrAbsent(call: Call): Promise<Outcome> {
  return (await findAndAdopt(call))?.outcome ?? absent(call);
}

/** The same, with the session of the other library, so that it need not be read again. Null if there is none. */
async function findAndAdopt(call: Call): Promise<{ found: FoundOld; outcome: Outcome } | null> {
  const found = mayAdopt(call) ? await findOld(call) : null;
  if (!found) return null;
  const adopted = await adoptFound(call, found);
  const outcome =
    typeof adopted === "string"
      ? refuseAdoption(call, found, adopted)
      : await answer(call, found.adopter, adopted);
  return { found, outcome };
}

/** The call as after the adoption of its session of another library, so that what ends its session ends that one. */
export async function adopted(call: Call): Promise<{ call: Call; found: FoundOld | null }> {
  const adoption = await findAndAdopt(call);
  if (!adoption) return { call, found: null };
  const { found, outcome } = adoption;
  const { specs } = call.credentials;
  const cookie = outcome.cookies.find(({ name }) => name === specs.session.name);
  return { call: cookie ? call.with({ sessionToken: cookie.value }) : call, found };
}

function mayAdopt(call: Call): boolean {
  const { transport, malformed, accessToken, sessionToken } = call.credentials;
  if (!call.context.adoption || transport !== "cookie" || malformed || call.isPrefetch)
    return false;
  return accessToken === null && sessionToken === null && !call.isWithheld;
}

/** The first session that an adopter finds. */
async function findOld(call: Call): Promise<FoundOld | null> {
  for (const source of sourcesOf(call)) {
    const session = await readFrom(call, source);
    if (session) return { ...source, session };
  }
  return null;
}

/** The adopters with a cookie that may be in the request, also in chunks: `name` or `name.0`. */
function sourcesOf({ context: { adoption }, request }: Call): OldSource[] {
  const header = (adoption && request?.header("cookie")) ?? "";
  if (!adoption || !request || header === "") return [];
  const isSent = (name: string) => header.includes(`${name}=`) || header.includes(`${name}.0=`);
  return adoption.from
    .filter(({ cookies }) => cookies.some(isSent))
    .map((adopter) => ({ adopter, request }));
}

function readFrom(
  call: Call,
  { adopter, request }: OldSource,
): Promise<AdoptableSession<unknown> | null> {
  return call.guard(`adopt.${adopter.name}`, () => adopter.read(request));
}

/** The session that has adopted another one, or why it is not adopted. */
async function adoptFound(call: Call, found: FoundOld): Promise<Adopted | EndReason> {
  const { context } = call;
  const session = readOld(context, found);
  if (typeof session === "string") return session;
  const user = await call.user(session.userId);
  const createdAt = new Date(session.createdAt ?? context.now());
  const authenticatedAt = new Date(session.authenticatedAt ?? UNPROVEN);
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

async function answer(
  call: Call,
  { name }: Adopter<unknown>,
  adopted: Adopted,
): Promise<Authenticated<Session>> {
  const { record, sessionToken } = adopted;
  const issued = await issue(call, atRecord(adopted, sessionToken, true), { explicit: false });
  const { id: sessionId, userId } = record;
  // A later request with the same credential, from another device or network than the first.
  const elsewhere = !adopted.isFirst && isElsewhere(record, call.clientInfo);
  if (adopted.isFirst || elsewhere)
    call.emit("session.adopted", { sessionId, userId, adopter: name, elsewhere });
  return implicitAnswer(call.context, record, issued.answer);
}

/** Clears the old cookies, so that they are not read again, unless a previous deployment still needs them. */
function refuseAdoption(call: Call, { adopter, request }: FoundOld, reason: EndReason): Outcome {
  call.emitOnce("session.adoption_refused", { reason, adopter: adopter.name });
  const keeps = (call.context.adoption?.keepOld ?? 0) > 0;
  return unauthenticated("absent", keeps ? [] : adopter.clear(request));
}

/**
 * For a request that has a session of our own: the cookies that delete its credentials of other libraries, which are not
 * adopted from now on. Best effort: what fails is left to a later request.
 *
 * @param ending of the sessions that they have become, at a sign-in and a sign-out. Null: these continue, and `keepOld` applies
 * @param found what was read from this request before
 */
export async function retireOld(
  call: Call,
  ending: Ending | null = null,
  found: FoundOld | null = null,
): Promise<SetCookie[]> {
  const cookies: SetCookie[] = [];
  for (const source of sourcesOf(call)) {
    const { adopter, request } = source;
    try {
      const session = found?.adopter === adopter ? found.session : await readFrom(call, source);
      const isOver = session
        ? await retire(call, { ...source, session }, ending)
        : ending !== null || isDue(call.context, null);
      if (isOver) cookies.push(...adopter.clear(request));
    } catch (error) {
      if (!isStoreError(error)) throw error;
    }
  }
  return cookies;
}

/** Whether the old cookies can be deleted. */
async function retire(call: Call, found: FoundOld, ending: Ending | null): Promise<boolean> {
  const { context } = call;
  const { adopter } = found;
  const old = readOld(context, found);
  if (typeof old === "string") return true;
  const usedAt = await context.backend.spend(call, old, ending);
  if (!ending && !isDue(context, usedAt)) return false;
  await call.guard(`adopt.${adopter.name}`, async () => adopter.retire?.(old.credential));
  return true;
}

/** Requests that the browser sent before it received its own credentials may still arrive, within the grace period. */
function isDue({ adoption, timing, now }: Context, usedAt: number | null): boolean {
  const keepOld = adoption?.keepOld ?? 0;
  return usedAt === null ? keepOld === 0 : now() >= usedAt + Math.max(keepOld, timing.grace);
}
