import { SessionConfigError, SessionLimitError } from "../base/errors.ts";
import { type JsonObject, plainObject } from "../base/json.ts";
import type { SetCookie } from "../cookies/set-cookie.ts";
import type { SessionRequest } from "../request/request.ts";
import { SIGNED_OUT } from "../session/denylist.ts";
import { expiryReason } from "../session/lifetime.ts";
import type { Authenticated } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import { unlessStoreFails } from "../store/deadline.ts";
import { retireOld } from "./adopt.ts";
import type { Call } from "./call.ts";
import { confirmedSessions, holdToLimit, newestOf } from "./session-limit.ts";
import { endPresented, ownerOf } from "./steps/owner.ts";
import { staleAccess } from "./steps/refuse.ts";
import { startSession } from "./steps/start-session.ts";

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
 * (session fixation, OWASP ASVS 7.2). Ends the session of the request's credentials after the new one is confirmed, also that
 * of another library.
 *
 * Rejects without a change: with `SessionStoreError` in an outage, with `SessionLimitError` above `limit`, and with
 * `SessionConfigError` for an unknown user and for invalid or too large data or claims.
 */
export async function create(
  call: Call,
  userId: string,
  options: CreateOptions = {},
): Promise<Authenticated<Session>> {
  const { context } = call;
  const replaced = replacedBy(call, options);
  const { limit } = context;
  // The session that is replaced ends anyway, and does not count.
  const replacedId = limit ? (await ownerOf(replaced, null))?.id : undefined;
  const others = limit ? await confirmedSessions(call, userId, replacedId) : [];
  if (limit?.policy === "refuse" && others.length >= limit.perUser)
    throw new SessionLimitError(limit.perUser);
  const { remember, label, transport } = options;
  const kept = await keptOfGuest(replaced, options.merge);
  const data = { ...plainObject(kept, "merge"), ...plainObject(options.data ?? {}, "data") };
  const authenticatedAt = readDate(options.authenticatedAt, "authenticatedAt");
  const until = readDate(options.until, "until");
  const { record, answer } = await startSession(
    call,
    { userId, remember, data, label, authenticatedAt, until },
    {
      transport: transport ?? "both",
      offers: transport !== "bearer",
      adjust: (started) => newestOf(others, started),
    },
  );
  // From here on the session is certain: what follows may fail, and the user is signed in.
  if (limit) await holdToLimit(call, record, limit, replacedId);
  // A store failure does not undo the sign-in.
  const old = (await unlessStoreFails(endReplaced(replaced, transport))) ?? [];
  call.emit("session.created", { sessionId: record.id, userId });
  await call.record("signed_in", { sessionId: record.id, userId });
  return { ...answer, cookies: [...staleAccess(replaced), ...old, ...answer.cookies] };
}

/** The call whose session ends. A sign-in of a client that stores its own tokens ends no session of a cookie. */
function replacedBy(call: Call, { transport }: CreateOptions): Call {
  return transport === "bearer" && call.credentials.transport === "cookie"
    ? call.with({ accessToken: null, sessionToken: null })
    : call;
}

/** The data of a guest that `merge` keeps at the sign-in. Empty if there is no guest or no `merge`. */
async function keptOfGuest(
  call: Call,
  merge: ((guest: Readonly<JsonObject>) => object) | undefined,
): Promise<object> {
  const { store, denylist, now } = call.context;
  const owner = merge && store ? await ownerOf(call, null) : null;
  if (!merge || !owner || !("version" in owner) || owner.userId !== null) return {};
  const isOver = denylist.endingOf(owner.id) !== undefined || expiryReason(owner, now()) !== null;
  return isOver ? {} : (merge(owner.data) ?? {});
}

function readDate(date: Date | undefined, option: string): number | undefined {
  if (date === undefined) return undefined;
  const ms = date instanceof Date ? date.getTime() : Number.NaN;
  if (Number.isNaN(ms)) throw new SessionConfigError(option, "expected a valid Date.");
  return ms;
}

/**
 * Ends the previous session of this browser, also one of another library. Returns the cookies that delete the credentials of the
 * latter.
 */
async function endReplaced(
  presented: Call,
  transport: CreateOptions["transport"],
): Promise<readonly SetCookie[]> {
  const { sessionToken, accessToken } = presented.credentials;
  const isBearer = transport === "bearer";
  const { owner } = await endPresented(presented);
  if (!owner) presented.context.progress.replace(sessionToken ?? accessToken ?? "");
  return isBearer ? [] : retireOld(presented, SIGNED_OUT);
}
