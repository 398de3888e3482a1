import { randomText } from "../base/bytes.ts";
import { SessionConfigError, SessionLimitError } from "../base/errors.ts";
import { type JsonObject, plainObject } from "../base/json.ts";
import type { CookieSpec } from "../cookies/cookie-policy.ts";
import { deleteCookie, type SetCookie } from "../cookies/set-cookie.ts";
import type { SessionRequest } from "../request/request.ts";
import { mergeData } from "../session/data.ts";
import type { Authenticated } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import { isStoreError } from "../store/deadline.ts";
import { Call } from "./call.ts";
import type { Context } from "./context.ts";
import { confirmedSessions, holdToLimit, newestOf } from "./session-limit.ts";
import { denyActorOf, endActorOf } from "./steps/actor-session.ts";
import { type Issued, issue } from "./steps/issue.ts";
import { keptOf } from "./steps/kept-of-guest.ts";
import { newRecord } from "./steps/new-record.ts";
import { ownerOf } from "./steps/owner-of.ts";
import { type Credentials, readCredentials } from "./steps/read-credentials.ts";

export interface CreateOptions<Data extends object = JsonObject> {
  /** The sign-in request: its client information is stored, and the previous session of its browser ends. */
  readonly request?: SessionRequest | undefined;
  /** False: the cookies end with the browser, and `lifetime.transient` applies. Default: true. */
  readonly remember?: boolean | undefined;
  /** Merged over the result of the `data` option. */
  readonly data?: Partial<Data> | undefined;
  /**
   * What a guest who signs in keeps: called with the guest's data, if the request has a guest. The result is merged over that
   * of the `data` option, and `data` over both. Default: nothing is kept.
   */
  readonly merge?: ((guest: Readonly<Data>) => Partial<Data>) | undefined;
  /**
   * When the user last proved who they are, if that was earlier: for a sign-in at an identity provider.
   */
  readonly authenticatedAt?: Date | undefined;
  /** The latest end of the session, such as the expiry that an identity provider sets. */
  readonly until?: Date | undefined;
  /** A name for the list of sessions, instead of the device's: see `UpdateOptions`. */
  readonly label?: string | null | undefined;
  /**
   * `"bearer"`: for a client that stores its own tokens. The outcome has `tokens` and no cookies, and the cookies of the
   * request and their session are left alone. Default: the outcome has both.
   */
  readonly transport?: "bearer" | undefined;
}

/**
 * Starts a session for a user who has just signed in. Always creates a new id and never reuses one from the client
 * (session fixation, OWASP ASVS 7.2). Ends the session of the request's credentials after the new one is confirmed.
 *
 * Rejects without a change: with `SessionStoreError` in an outage, with `SessionLimitError` above `limit`, and with
 * `SessionConfigError` for an unknown user and for invalid or too large data or claims.
 */
export async function create(
  context: Context,
  userId: string,
  options: CreateOptions = {},
): Promise<Authenticated<Session>> {
  const { request } = options;
  const call = new Call(context, request);
  const credentials = request ? replacedCredentials(context, request, options) : null;
  const known = await call.user(userId);
  if (known === null) throw unknownUser();
  const { limit } = context;
  // The session that is replaced ends anyway, and does not count.
  const replaced = limit && credentials ? await ownerOf(context, call, credentials, null) : null;
  const others = limit ? await confirmedSessions(context, call, userId, replaced?.id) : [];
  if (limit?.policy === "refuse" && others.length >= limit.perUser)
    throw new SessionLimitError(limit.perUser);
  const secret = randomText(16);
  const { remember, label } = options;
  const kept = await keptOf(context, call, credentials, options.merge);
  const data = mergeData(plainObject(kept, "merge"), options.data ?? {});
  const started = newRecord(context, call, {
    ...{ userId, user: known, secret, remember, data, label },
    authenticatedAt: readDate(options.authenticatedAt, "authenticatedAt"),
    until: readDate(options.until, "until"),
  });
  const record = newestOf(others, started);
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
      {
        transport: options.transport ?? "both",
        specs: context.cookieSpecs(request),
        explicit: true,
        offers: options.transport !== "bearer",
      },
    );
  // Before the first write: a cookie that is too large throws here.
  let issued = await issueTo(known);
  await context.backend.insert(call, record, async () => {
    if (known !== undefined || !call.joinsUsers) return;
    // Without `loadUser`, only the store can load the user, by the id of a session.
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

/** The credentials whose session ends. A sign-in of a client that stores its own tokens ends no session of a cookie. */
function replacedCredentials(
  context: Context,
  request: SessionRequest,
  { transport }: CreateOptions,
): Credentials | null {
  const credentials = readCredentials(context, request);
  return transport === "bearer" && credentials.transport === "cookie" ? null : credentials;
}

export function unknownUser(): SessionConfigError {
  return new SessionConfigError(
    "userId",
    "there is no such user, and the session would end at once.",
  );
}

function readDate(date: Date | undefined, option: string): number | undefined {
  if (date === undefined) return undefined;
  const ms = date instanceof Date ? date.getTime() : Number.NaN;
  if (Number.isNaN(ms)) throw new SessionConfigError(option, "expected a valid Date.");
  return ms;
}

/** Ends the previous session of this browser. A store failure does not undo the sign-in. */
async function endReplaced(context: Context, call: Call, credentials: Credentials): Promise<void> {
  const ending = { reason: "revoked", cookiesCleared: true } as const;
  try {
    denyActorOf(context, credentials, ending);
    const owner = await ownerOf(context, call, credentials, ending);
    await endActorOf(context, call, credentials, ending);
    if (owner) await context.backend.end(call, owner, ending);
    else context.progress.replace(credentials.sessionToken ?? credentials.accessToken ?? "");
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
