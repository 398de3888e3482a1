import { nanoid } from "nanoid";
import { randomText } from "../base/bytes.ts";
import { SessionConfigError, SessionLimitError } from "../base/errors.ts";
import type { JsonObject } from "../base/json.ts";
import { checkId } from "../base/text.ts";
import type { CookieSpec } from "../cookies/cookie-policy.ts";
import { deleteCookie, type SetCookie } from "../cookies/set-cookie.ts";
import type { SessionRequest } from "../request/request.ts";
import { checkData } from "../session/data.ts";
import type { Authenticated } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import { isStoreError } from "../store/deadline.ts";
import type { SessionRecord } from "../store/session-store.ts";
import { hashSecret } from "../tokens/session-token.ts";
import { Call } from "./call.ts";
import type { Context } from "./context.ts";
import { type Issued, issue } from "./steps/issue.ts";
import { ownerOf } from "./steps/owner-of.ts";
import { type Credentials, readCredentials } from "./steps/read-credentials.ts";

export interface CreateOptions<Data extends object = JsonObject> {
  /** The request that signs in: its client is stored, and the session that its browser held ends. */
  readonly request?: SessionRequest | undefined;
  /** False: cookies end with the browser, and `lifetime.transient` applies. True. */
  readonly remember?: boolean | undefined;
  /** On top of what the `data` option returns. */
  readonly data?: Partial<Data> | undefined;
  /** When the user last proved who they are, where that is not now: an impersonation, a return from elsewhere. */
  readonly authenticatedAt?: Date | undefined;
  /** An end that an upstream sets, such as an identity provider: the session ends then at the latest. */
  readonly until?: Date | undefined;
}

/**
 * Starts a session for a user who has just signed in. Always under a new id: an id that the client brought is never taken
 * over (session fixation, OWASP ASVS 7.2). Ends the session that the request's own credentials name, once the new one is
 * certain.
 *
 * Rejects, and then nothing has changed, with `SessionStoreError` in an outage, `SessionLimitError` where `limit` refuses,
 * and `SessionConfigError` for a user id that `loadUser` does not know and for data or claims that cannot be kept.
 */
export async function create(
  context: Context,
  userId: string,
  options: CreateOptions = {},
): Promise<Authenticated<Session>> {
  checkId(userId, "userId");
  const { request } = options;
  const call = new Call(context, request);
  const credentials = request ? readCredentials(context, request) : null;
  const known = await call.user(userId);
  if (known === null) throw unknownUser();
  const { limit } = context;
  // The session that is replaced ends anyway, and does not count.
  const replaced = limit && credentials ? await ownerOf(context, call, credentials, null) : null;
  const others = limit ? await confirmedSessions(context, call, userId, replaced?.id) : [];
  if (limit?.policy === "refuse" && others.length >= limit.perUser)
    throw new SessionLimitError(limit.perUser);
  const secret = randomText(16);
  const record = newestOf(others, newRecord(context, call, userId, known, secret, options));
  const issueTo = (user: unknown): Promise<Issued> =>
    issue(
      context,
      {
        record,
        user,
        sessionToken: context.backend.firstToken(record, secret),
        changed: true,
        position: record,
        heldUntil: null,
        authenticatedAt: record.authenticatedAt,
      },
      { transport: "both", specs: context.cookieSpecs(request), explicit: true },
    );
  // Before anything is written: what is too large throws here.
  let issued = await issueTo(known);
  await context.backend.insert(call, record, async () => {
    if (known !== undefined || !call.joinsUsers) return;
    // Only the store knows users, and only by a session.
    const user = await call.userOfSession(userId, record.id);
    if (user === null) throw unknownUser();
    issued = await issueTo(user);
  });
  // From here on the session is certain: what follows may fail, and the user is signed in.
  if (limit) await holdToLimit(context, call, record, limit, replaced?.id);
  if (credentials) await endReplaced(context, call, credentials);
  const client = call.clientInfo;
  context.emit("session.created", { sessionId: record.id, userId, ...client });
  await call.record("signed_in", { sessionId: record.id, userId });
  const { answer } = issued;
  return { ...answer, cookies: [...staleCookies(context, credentials), ...answer.cookies] };
}

function unknownUser(): SessionConfigError {
  return new SessionConfigError(
    "userId",
    "there is no such user, and the session would end at once.",
  );
}

function newRecord(
  context: Context,
  call: Call,
  userId: string,
  user: unknown,
  secret: string,
  { remember = true, data, authenticatedAt, until }: CreateOptions,
): SessionRecord {
  const lifetime = context.lifetime({ user: user ?? null, userId, remember });
  const now = context.now();
  const at = new Date(now);
  const end = Math.min(
    now + lifetime.absolute,
    readDate(until, "until") ?? Number.POSITIVE_INFINITY,
  );
  if (end <= now) throw new SessionConfigError("until", "has passed already.");
  const proven = new Date(Math.min(now, readDate(authenticatedAt, "authenticatedAt") ?? now));
  return {
    id: nanoid(),
    userId,
    secretHash: hashSecret(secret),
    version: 1,
    generation: 1,
    branch: 1,
    previousBranch: 0,
    rotatedAt: at,
    renewedAt: at,
    siblingsFrom: 0,
    siblingsHeld: false,
    seenGeneration: 0,
    seenBranch: 0,
    firstSeenAt: at,
    settledAt: at,
    createdAt: at,
    authenticatedAt: proven,
    previousAuthenticatedAt: proven,
    lastActiveAt: at,
    idleExpiresAt: new Date(Math.min(now + lifetime.idle, end)),
    absoluteExpiresAt: new Date(end),
    idleSeconds: lifetime.idle / 1000,
    remember,
    ...call.clientInfo,
    data: checkData({ ...context.initialData(user ?? null), ...data }, context.maxDataBytes),
  };
}

function readDate(date: Date | undefined, option: string): number | null {
  if (date === undefined) return null;
  const ms = date instanceof Date ? date.getTime() : Number.NaN;
  if (Number.isNaN(ms)) throw new SessionConfigError(option, "expected a valid Date.");
  return ms;
}

async function confirmedSessions(
  context: Context,
  call: Call,
  userId: string,
  replacedId: string | undefined,
): Promise<SessionRecord[]> {
  const found = await call.store.findByUser(userId, new Date(context.now()));
  return found.filter((one) => isConfirmed(one) && one.id !== replacedId);
}

/** A sign-in is newer than those before it, also if another process has a clock that is ahead. */
function newestOf(others: readonly SessionRecord[], record: SessionRecord): SessionRecord {
  const latest = Math.max(...others.map(({ createdAt }) => createdAt.getTime() + 1));
  return latest > record.createdAt.getTime() ? { ...record, createdAt: new Date(latest) } : record;
}

/** Counted again after the insert, so that two sign-ins at once cannot both pass the limit. */
async function holdToLimit(
  context: Context,
  call: Call,
  record: SessionRecord,
  { perUser, policy }: NonNullable<Context["limit"]>,
  replacedId: string | undefined,
): Promise<void> {
  const ending = { reason: "revoked", cookiesCleared: false } as const;
  try {
    const found = await confirmedSessions(context, call, record.userId, replacedId);
    const sessions = found.sort(newestFirst);
    if (policy === "evict-oldest") {
      for (const oldest of sessions.slice(perUser)) await context.backend.end(call, oldest, ending);
      return;
    }
    const allowed = sessions.slice(-perUser).some(({ id }) => id === record.id);
    if (allowed || sessions.length <= perUser) return;
    await context.backend.end(call, record, ending);
  } catch (error) {
    if (isStoreError(error)) return;
    throw error;
  }
  throw new SessionLimitError(perUser);
}

/** A sign-in that timed out leaves a record that was never confirmed. It ends by itself and counts against no limit. */
export function isConfirmed({ version }: SessionRecord): boolean {
  return version > 1;
}

/** The same order in every process, so that sign-ins at once agree on which of them stay. */
function newestFirst(a: SessionRecord, b: SessionRecord): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1);
}

/** The session that this browser held is replaced by the new one. A failure does not undo the sign-in. */
async function endReplaced(context: Context, call: Call, credentials: Credentials): Promise<void> {
  const ending = { reason: "revoked", cookiesCleared: true } as const;
  try {
    const owner = await ownerOf(context, call, credentials, ending);
    if (owner) await context.backend.end(call, owner, ending);
  } catch (error) {
    if (!isStoreError(error)) throw error;
  }
}

/** In the `database` strategy: an access cookie of a `jwt` process beside this one would answer as the user before. */
function staleCookies(context: Context, credentials: Credentials | null): SetCookie[] {
  const token = context.access ? null : credentials?.accessToken;
  if (!token || !context.accessCodec.hasOwnHeader(token)) return [];
  return [deleteCookie(credentials?.specs.access as CookieSpec)];
}
