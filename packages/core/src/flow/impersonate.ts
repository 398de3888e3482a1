import { type Duration, durationMs } from "../base/duration.ts";
import { ImpersonatedError, SessionConfigError } from "../base/errors.ts";
import type { JsonObject } from "../base/json.ts";
import { isStorable } from "../base/text.ts";
import type { SessionActor } from "../session/actor.ts";
import { endOf } from "../session/lifetime.ts";
import { type Outcome, unauthenticated } from "../session/outcome.ts";
import type { SessionRecord } from "../store/session-store.ts";
import type { Call } from "./call.ts";
import type { Context } from "./context.ts";
import { resolve } from "./resolve.ts";
import { orUnavailable } from "./steps/answers.ts";
import { UNPROVEN } from "./steps/new-record.ts";
import { presentedAccess } from "./steps/owner.ts";
import { startSession } from "./steps/start-session.ts";

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
   * for the time after. For an access token, the impersonation ends with that token and has no session token: present the
   * session token instead. Other requests are unauthenticated, and no impersonation starts.
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
  call: Call,
  userId: string,
  options: ImpersonateOptions,
): Promise<Outcome> {
  const { context, credentials } = call;
  requireStore(context, "impersonate");
  checkReason(options?.reason);
  const lifetime = durationMs(options.lifetime ?? LIFETIME, "lifetime");
  if (options.transport && credentials.transport !== options.transport)
    return unauthenticated("absent");
  const own = await resolve(call, { verify: "store", write: false });
  if (own.status !== "authenticated") return own;
  const { session } = own;
  const { transport, sessionToken } = credentials;
  if (transport === "cookie" && context.backend.sessionIdOf(sessionToken ?? "") !== session.id)
    return withoutSessionToken(context);
  const ownUserId = context.userIds.format(session.userId);
  if (session.actor) {
    if (ownUserId === userId) return own;
    throw new ImpersonatedError();
  }
  if (ownUserId === userId)
    throw new SessionConfigError("userId", "is the user's own: an impersonation needs another.");
  const actor = { userId: ownUserId, sessionId: session.id };
  return orUnavailable(start(call, actor, userId, options, lifetime));
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

async function start(
  call: Call,
  actor: SessionActor,
  userId: string,
  { reason, data }: ImpersonateOptions,
  lifetime: number,
): Promise<Outcome> {
  const { context, credentials } = call;
  const ownRecord = await ownRecordOf(call, actor);
  if (!ownRecord) return unauthenticated("revoked");
  // The browser proves it with the key of the own session: a copied cookie gives no more access than one of that session.
  const boundKey = context.device && ownRecord.boundKey;
  const proof = await presentedAccess(call);
  // An access token alone yields an access token with its end, and no session token.
  const isAlone = credentials.sessionToken === null;
  const ownEnd = endOf(ownRecord);
  const latest = isAlone && proof ? Math.min(proof.tokenExpiresAt, ownEnd) : ownEnd;
  const { record, answer } = await startSession(
    call,
    {
      ...{ userId, data, actor, boundKey },
      remember: ownRecord.remember,
      authenticatedAt: UNPROVEN,
      until: Math.min(context.now() + lifetime, latest),
    },
    {
      // A client that stores its own tokens keeps those of the actor.
      actorToken: credentials.transport === "cookie" ? credentials.sessionToken : null,
      proof,
      hasToken: !isAlone,
    },
  );
  // The cookies of late answers for the actor's session are not set any more.
  context.progress.change(actor.sessionId);
  const started = { sessionId: record.id, userId };
  call.emit("session.impersonation_started", { ...started, actor, statedReason: reason });
  await call.record("impersonation_started", started);
  await call.record("impersonation_started", { ...started, userId: actor.userId });
  return answer;
}

/** With cookies, the request must have a genuine session token: an access token beside any other text starts no session. */
async function ownRecordOf(call: Call, { sessionId }: SessionActor): Promise<SessionRecord | null> {
  const { transport, sessionToken } = call.credentials;
  if (transport !== "cookie") return call.store.find(sessionId);
  const owner = await call.context.backend.identify(call, sessionToken ?? "");
  return owner && "version" in owner ? owner : null;
}

function checkReason(reason: unknown): void {
  const isText = typeof reason === "string" && reason.trim() !== "" && isStorable(reason);
  if (isText && reason.length <= MAX_REASON) return;
  throw new SessionConfigError(
    "reason",
    `expected why the user acts as another one, in 1 to ${MAX_REASON} characters.`,
  );
}
