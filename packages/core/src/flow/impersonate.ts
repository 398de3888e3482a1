import { randomText } from "../base/bytes.ts";
import { type Duration, durationMs } from "../base/duration.ts";
import { ImpersonatedError, SessionConfigError } from "../base/errors.ts";
import type { JsonObject } from "../base/json.ts";
import { isStorable } from "../base/text.ts";
import type { SessionRequest } from "../request/request.ts";
import type { SessionActor } from "../session/actor.ts";
import { endOf } from "../session/lifetime.ts";
import { type Outcome, unauthenticated } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import type { SessionWithUser } from "./backend/backend.ts";
import { Call } from "./call.ts";
import type { Context } from "./context.ts";
import { unknownUser } from "./create.ts";
import { resolve } from "./resolve.ts";
import { accessEndOf } from "./steps/access-end-of.ts";
import { type Issued, issue } from "./steps/issue.ts";
import { newRecord } from "./steps/new-record.ts";
import { orUnavailable } from "./steps/or-unavailable.ts";
import { presentedAccess } from "./steps/presented-access.ts";
import { type Credentials, readCredentials } from "./steps/read-credentials.ts";

export interface ImpersonateOptions<Data extends object = JsonObject> {
  /**
   * Why, such as `"Ticket 4711"`: for the event `session.impersonation_started`. Not empty, at most 500 UTF-16 code units.
   */
  readonly reason: string;
  /** The impersonation ends after this, and at the end of the actor's own session. Default: `"30m"`. */
  readonly lifetime?: Duration | undefined;
  /** Merged over the result of the `data` option. */
  readonly data?: Partial<Data> | undefined;
  /**
   * `"bearer"`: only for a request with a bearer token. The outcome has `tokens`; the client keeps those of its own session
   * for the time after. Other requests are unauthenticated, and no impersonation starts.
   */
  readonly transport?: "bearer" | undefined;
}

const LIFETIME: Duration = "30m";
const MAX_REASON = 500;

/**
 * Starts an impersonation: a session of `userId` whose actor is the user of the request. The session of the request stays as
 * it is, and its token is carried in the cookie of the impersonation, so that `endImpersonation` can return to it. If the
 * request acts as that user already, returns its session.
 *
 * Rejects with `ImpersonatedError` in an impersonation of another user, and with `SessionConfigError` without a store, for an
 * unknown user, for the user's own id, and for an invalid reason, lifetime or data.
 */
export async function impersonate(
  context: Context,
  request: SessionRequest,
  userId: string,
  options: ImpersonateOptions,
): Promise<Outcome> {
  requireStore(context, "impersonate");
  const reason = checkReason(options?.reason);
  const lifetime = durationMs(options.lifetime ?? LIFETIME, "lifetime");
  const credentials = readCredentials(context, request);
  if (options.transport && credentials.transport !== options.transport)
    return unauthenticated("absent");
  const own = await resolve(context, request, credentials, { verify: "store", write: false });
  if (own.status !== "authenticated") return own;
  const { session } = own;
  if (credentials.transport === "cookie" && credentials.sessionToken === null)
    return withoutSessionToken(context);
  if (session.actor) {
    if (context.userIds.format(session.userId) === userId) return own;
    throw new ImpersonatedError();
  }
  if (context.userIds.format(session.userId) === userId)
    throw new SessionConfigError("userId", "is the user's own: an impersonation needs another.");
  return orUnavailable(
    start(context, new Call(context, request), credentials, session, userId, {
      ...options,
      reason,
      lifetime,
    }),
  );
}

/** Without the session token in the request, the browser could not return to its own session. */
function withoutSessionToken({ refreshInline }: Context): Outcome {
  if (refreshInline) return unauthenticated("absent");
  throw new SessionConfigError(
    "impersonate",
    'needs the session token of the request, which refresh: "endpoint" limits to the base path. Mount its route there.',
  );
}

/** Throws `SessionConfigError` in stateless mode. */
export function requireStore({ store }: Context, verb: string): void {
  if (store) return;
  throw new SessionConfigError(
    verb,
    "an impersonation ends with the session of its actor, which needs a store. Pass one to createSessions.",
  );
}

interface Start extends Omit<ImpersonateOptions, "lifetime"> {
  /** In milliseconds. */
  readonly lifetime: number;
}

async function start(
  context: Context,
  call: Call,
  credentials: Credentials,
  own: Session,
  userId: string,
  { reason, lifetime, data }: Start,
): Promise<Outcome> {
  const actor: SessionActor = {
    userId: context.userIds.format(own.userId),
    sessionId: own.id,
  };
  const ownRecord = await call.store.find(own.id);
  if (!ownRecord) return unauthenticated("revoked");
  const user = await call.user(userId);
  if (user === null) throw unknownUser();
  const secret = randomText(16);
  const record = newRecord(context, call, {
    ...{ userId, user, secret, data, actor },
    remember: ownRecord.remember,
    // The browser proves it with the key of the own session: a copied cookie gives no more access than one of that session.
    boundKey: context.device && ownRecord.boundKey,
    authenticatedAt: NEVER,
    until: Math.min(context.now() + lifetime, endOf(ownRecord)),
  });
  const accessEndsAt = accessEndOf({ record }, await presentedAccess(context, credentials));
  const issueTo = (known: unknown): Promise<Issued> =>
    issueFirst(context, credentials, { record, secret, user: known }, accessEndsAt);
  let issued = await issueTo(user);
  await context.backend.insert(call, record, async () => {
    if (user !== undefined || !call.joinsUsers) return;
    const joined = await call.userOfSession(userId, record.id);
    if (joined === null) throw unknownUser();
    issued = await issueTo(joined);
  });
  // The cookies of late answers for the actor's session are not set any more.
  context.progress.change(own.id);
  const details = { sessionId: record.id, userId, actor, ...call.clientInfo };
  context.emit("session.impersonation_started", { ...details, statedReason: reason });
  await call.record("impersonation_started", { sessionId: record.id, userId });
  await call.record("impersonation_started", { sessionId: record.id, userId: actor.userId });
  return issued.answer;
}

/** An impersonation proves nothing about its user. In milliseconds. */
const NEVER = 0;

/** @param accessEndsAt the expiry of the access token that proves the key of the actor's session: the new one ends with it */
function issueFirst(
  context: Context,
  credentials: Credentials,
  { record, secret, user }: SessionWithUser & { readonly secret: string },
  accessEndsAt: number | undefined,
): Promise<Issued> {
  const { transport, specs, sessionToken } = credentials;
  // A client that stores its own tokens keeps those of the actor.
  const carried = transport === "cookie" ? sessionToken : null;
  return issue(
    context,
    {
      record,
      user,
      sessionToken: context.backend.firstToken(record, secret, carried),
      changed: true,
      position: record,
      heldUntil: null,
      authenticatedAt: record.authenticatedAt,
    },
    { transport, specs, explicit: true, accessEndsAt },
  );
}

function checkReason(reason: unknown): string {
  if (
    typeof reason === "string" &&
    reason.trim() !== "" &&
    reason.length <= MAX_REASON &&
    isStorable(reason)
  )
    return reason;
  throw new SessionConfigError(
    "reason",
    `expected why the user acts as another one, in 1 to ${MAX_REASON} characters.`,
  );
}
