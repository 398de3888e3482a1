import { nanoid } from "nanoid";
import { randomText } from "../base/bytes.ts";
import { SessionConfigError, SessionLimitError } from "../base/errors.ts";
import type { JsonObject } from "../base/json.ts";
import { isStoreError } from "../store/guard-store.ts";
import { checkData } from "../session/data.ts";
import type { Authenticated } from "../session/outcome.ts";
import type { SessionRequest } from "../request/request.ts";
import type { SessionOf } from "../session/session.ts";
import type { SessionRecord } from "../store/session-store.ts";
import { isStorable } from "../base/text.ts";
import { hashSecret } from "../tokens/session-token.ts";
import type { Context } from "./context.ts";
import { issue } from "./steps/issue.ts";
import { ownerOf } from "./steps/owner-of.ts";
import { readCredentials } from "./steps/read-credentials.ts";
import { tokenOf } from "./steps/token-of.ts";

export interface CreateOptions<Data extends object = JsonObject> {
  /** The request that signed in: its client is remembered, and the session that its browser held ends. */
  readonly request?: SessionRequest;
  /** False: cookies end with the browser, and `lifetime.transient` applies. True. */
  readonly remember?: boolean;
  /** On top of what the `data` option gives. */
  readonly data?: Partial<Data>;
}

/**
 * Starts a session for a user who has just proved who they are. Always under a new id: whatever id the client brought
 * along is not taken over (session fixation, OWASP ASVS 7.2).
 *
 * Rejects with `SessionStoreError` in an outage, `SessionLimitError` where `limit` refuses, and `SessionConfigError`
 * for a user id that `loadUser` does not know and for data that cannot be kept.
 */
export async function create(
  context: Context,
  userId: string,
  { request, remember = true, data }: CreateOptions = {},
): Promise<Authenticated<SessionOf>> {
  if (typeof userId !== "string" || userId === "" || !isStorable(userId)) {
    throw new SessionConfigError(
      "userId",
      `expected text that is not empty, got ${JSON.stringify(userId) ?? typeof userId}.`,
    );
  }
  const user = await context.load.user(userId);
  if (user === null)
    throw new SessionConfigError(
      "userId",
      "loadUser knows no such user, and the session would end at once.",
    );

  const secret = randomText(16);
  const record = newRecord(
    context,
    userId,
    user,
    remember,
    secret,
    { ...context.initialData(user ?? null), ...data },
    request,
  );
  if (context.mode !== "stateless") {
    await context.store.insert(record);
    await holdToLimit(context, record);
  }
  await endReplaced(context, request);
  const facts = context.facts(request);
  context.emit("session.created", { sessionId: record.id, userId, ...facts });
  await context.recordActivity("signed_in", { sessionId: record.id, userId }, facts);

  const specs = context.cookieSpecs(request);
  return issue(
    context,
    { record, user: user ?? (await context.load.user(userId, record.id)) },
    tokenOf(context, record, secret),
    specs,
    true,
  );
}

function newRecord(
  context: Context,
  userId: string,
  user: unknown,
  remember: boolean,
  secret: string,
  data: object,
  request: SessionRequest | undefined,
): SessionRecord {
  const lifetime = context.lifetime({ user: user ?? null, userId, remember });
  const now = context.now();
  const at = new Date(now);
  return {
    id: nanoid(),
    userId,
    secretHash: hashSecret(secret),
    version: 1,
    generation: 1,
    branch: 1,
    previousBranch: 0,
    rotatedAt: at,
    seenGeneration: 1,
    seenAt: at,
    createdAt: at,
    authenticatedAt: at,
    lastActiveAt: at,
    idleExpiresAt: new Date(now + lifetime.idle),
    absoluteExpiresAt: new Date(now + lifetime.absolute),
    idleSeconds: lifetime.idle / 1000,
    remember,
    ...context.facts(request),
    data: checkData(data, context.maxDataBytes),
  };
}

/** Counted after the insert, so that two sign-ins at once cannot both slip under the limit. */
async function holdToLimit(context: Context, record: SessionRecord): Promise<void> {
  if (!context.limit) return;
  const { perUser, policy = "evict-oldest" } = context.limit;
  const sessions = await context.store.findByUser(record.userId, new Date(context.now()));
  if (sessions.length <= perUser) return;
  if (policy === "refuse") {
    await context.store.delete(record.id);
    throw new SessionLimitError(perUser);
  }
  for (const oldest of sessions.sort(newestFirst).slice(perUser)) {
    await context.store.delete(oldest.id);
    await context.announceEnd(
      oldest,
      { reason: "revoked", settled: false },
      context.facts(undefined),
    );
  }
}

/** The same order for everybody, so that sign-ins at once agree on who stays. */
function newestFirst(a: SessionRecord, b: SessionRecord): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1);
}

/** The session that this browser held is replaced by the new one. Its end is no reason to fail the sign-in. */
async function endReplaced(context: Context, request: SessionRequest | undefined): Promise<void> {
  if (!request || context.mode === "stateless") return;
  try {
    const owner = await ownerOf(context, readCredentials(context, request));
    if (!owner || !(await context.store.delete(owner.id))) return;
    await context.announceEnd(owner, { reason: "revoked", settled: true }, context.facts(request));
  } catch (error) {
    if (!isStoreError(error)) throw error;
  }
}
