import type { Duration } from "../base/duration.ts";
import type { JsonObject } from "../base/json.ts";
import type { SetCookie } from "../cookies/set-cookie.ts";
import type { CreateOptions } from "../flow/create.ts";
import type { ImpersonateOptions } from "../flow/impersonate.ts";
import type { ActivityPage, LoggedActivity } from "../flow/list.ts";
import type { Pruned, PruneOptions } from "../flow/prune.ts";
import type { RenewOptions } from "../flow/renew.ts";
import type { ResolveOptions } from "../flow/resolve.ts";
import type { SignedOut, SignOutScope } from "../flow/sign-out.ts";
import type { UpdateOptions } from "../flow/update.ts";
import type { UpdateGuestOptions } from "../flow/update-guest.ts";
import type { WatchOptions } from "../flow/watch-session.ts";
import type { SessionAnswer } from "../http/answer.ts";
import type { EndpointResponse } from "../http/response.ts";
import type { EndpointRequest, SessionRequest } from "../request/request.ts";
import type { Authenticated, Outcome, Tokens, Unauthenticated } from "../session/outcome.ts";
import type { ActiveSession, GuestSession, Session } from "../session/session.ts";

/** Input of `update`: members to merge (`undefined` removes one), or a pure function of the current data. */
export type DataUpdate<Data extends object> =
  | { readonly [Member in keyof Data]?: Data[Member] | undefined }
  | ((data: Readonly<Data>) => Data);

/**
 * The session service. `User` is the result of `loadUser`, `Claims` of `claims` and `PublicUser` of `publicUser`; `Data` is
 * the application's data in a session.
 */
export interface Sessions<
  User = unknown,
  Claims extends object = Record<never, never>,
  Data extends object = JsonObject,
  PublicUser = { readonly id: string },
  UserId = string,
> {
  readonly mode: "database" | "jwt" | "stateless";
  /** Path of the endpoints, such as `/api/auth`. */
  readonly basePath: string;
  /** The `deviceBound` option: sessions may be bound to a key of their browser. */
  readonly deviceBound: boolean;
  /** The `refresh` option: any request may refresh in place, or the session cookie is limited to the endpoints. */
  readonly refreshes: "inline" | "endpoint";

  /**
   * Returns the session of a request. Never rejects because of client input; an outage is the outcome `unavailable`.
   */
  resolve(
    request: SessionRequest,
    options?: ResolveOptions,
  ): Promise<Outcome<Session<Claims, Data, UserId>>>;

  /** Starts a session for a user who has just signed in. */
  create(
    userId: UserId,
    options?: CreateOptions<Data>,
  ): Promise<Authenticated<Session<Claims, Data, UserId>>>;

  /**
   * Exchanges the session token for fresh credentials.
   *
   * @param sessionToken from the body of a client without cookies: the outcome then has tokens instead of cookies
   */
  refresh(
    request: SessionRequest,
    sessionToken?: string,
  ): Promise<Outcome<Session<Claims, Data, UserId>>>;

  /**
   * Issues new credentials for a session, at a step-up or a change of privilege. The replaced ones do not get the new
   * freshness.
   */
  renew(
    session: Session<Claims, Data, UserId>,
    options?: RenewOptions,
  ): Promise<Outcome<Session<Claims, Data, UserId>>>;

  /**
   * Changes the data of a session: merges members, or calls a function in the same compare-and-swap. Concurrent changes all
   * take effect.
   *
   * @example
   * await sessions.update(session, (data) => ({ ...data, files: [...data.files, id] }), request);
   */
  update(
    session: Session<Claims, Data, UserId>,
    data: DataUpdate<Data>,
    request?: SessionRequest,
    options?: UpdateOptions,
  ): Promise<Outcome<Session<Claims, Data, UserId>>>;

  /**
   * Lets the user of a request act as another one: starts an impersonation, a session of that user with this one as its
   * `actor`. It ends with the session of the actor, is never fresh and cannot start another one. Does not change the actor's
   * own session, to which `endImpersonation` returns. Needs a store.
   *
   * Check first that the user may do this, and that the session is fresh.
   *
   * @example
   * await sessions.impersonate(request, userId, { reason: "Ticket 4711" });
   */
  impersonate(
    request: SessionRequest,
    userId: UserId,
    options: ImpersonateOptions<Data>,
  ): Promise<Outcome<Session<Claims, Data, UserId>>>;

  /**
   * Ends the impersonation of a request, and returns to the actor's own session: the outcome has its credentials. If that has
   * ended, the outcome says why. `absent` for a client that stores its own tokens: it continues with those of the actor.
   * Without an impersonation, the outcome is that of `resolve`. Idempotent. Needs a store.
   */
  endImpersonation(request: SessionRequest): Promise<Outcome<Session<Claims, Data, UserId>>>;

  /**
   * Changes the data of a guest, and starts one for a request without a session. The outcome stays unauthenticated, with the
   * reason `guest` and `guest` set. `create` with `merge` keeps the data at the sign-in. Needs a store; rejects for a request
   * that is signed in.
   *
   * @example
   * await sessions.updateGuest(request, (data) => ({ ...data, basket: [...data.basket, id] }));
   */
  updateGuest(
    request: SessionRequest,
    data: DataUpdate<Data>,
    options?: UpdateGuestOptions,
  ): Promise<Outcome<Session<Claims, Data, UserId>>>;

  /** Ends the session of the request's credentials, even if its session token was replaced. Idempotent. */
  signOut(request: SessionRequest, scope?: SignOutScope, sessionToken?: string): Promise<SignedOut>;

  /** The user of a session, loaded once per request. Null if the user no longer exists, or has new credentials. */
  user(session: Session<Claims, Data, UserId>): Promise<User | null>;

  /** Whether the last proof of identity is younger than `maxAge` (seconds, or `"10m"`). */
  isFresh(session: Session<Claims, Data, UserId>, maxAge: Duration): boolean;

  /** Throws `SessionRequiredError` with code `session_not_fresh` if `isFresh` is false. */
  requireFresh(session: Session<Claims, Data, UserId>, maxAge: Duration): void;

  /** The public part of an outcome: the initial state of a client, and the body of `GET /session`. */
  answer(
    outcome: Authenticated<Session<Claims, Data, UserId>> | Unauthenticated,
  ): Promise<SessionAnswer<Claims, PublicUser>>;

  /** Whether another site may have caused the request. If so, refuse it with 403 before it changes anything. */
  isCrossSite(request: SessionRequest): boolean;

  /**
   * Like `isCrossSite`, as a sentence that names the missing or wrong header; null if the request is not cross-site.
   */
  crossSiteProblem(request: SessionRequest): string | null;

  /**
   * Whether the cookies of an outcome may still be set. Call it when the headers are sent. False if the session has ended
   * since; after an implicit refresh, also if it has changed.
   */
  isCurrent(outcome: Outcome<Session<Claims, Data, UserId>>): boolean;

  /**
   * For a proxy that forwards a request: the value for the request header `x-sessionkit-forwarded`. The cookies that the proxy
   * has just set do not count as presented by the client, and events about the request are not emitted again. Null if there is
   * nothing to mark.
   *
   * @param request the object that was resolved
   */
  forwardedMark(cookies: readonly SetCookie[], request?: SessionRequest): string | null;

  /** The origin that the request was sent to; null if it cannot be determined. */
  expectedOrigin(request: SessionRequest): string | null;

  /**
   * Returns a signal that is aborted when the session ends: revoked in any process, expired, or its user gone. Its `reason`
   * says why (`EndReason`). For streams, WebSockets and long jobs. Watches until the session ends or `until` is aborted. An
   * outage does not abort it.
   *
   * @example
   * const ended = sessions.watch(session, { until: closed.signal });
   * ended.addEventListener("abort", () => socket.close(4401, ended.reason));
   */
  watch(session: Session<Claims, Data, UserId>, options?: WatchOptions): AbortSignal;

  /**
   * The value of `Secure-Session-Registration`, if the response to the sign-in could not have this header: for another response
   * within a minute. Null if there is no offer to make, or if this process has already made it.
   *
   * @param pathPrefix what the browser has before `basePath`, as in `EndpointRequest`
   */
  deferredOffer(
    request: SessionRequest,
    outcome: Outcome<Session<Claims, Data, UserId>>,
    pathPrefix?: string,
  ): string | null;

  /** Answers a request for one of the endpoints; null for any other path. */
  handle(request: EndpointRequest): Promise<EndpointResponse | null>;

  /** Public keys of access tokens (RFC 7517). Empty if they are signed with the secret. */
  jwks(): Promise<{ readonly keys: readonly object[] }>;
}

/** A service with a store: sessions can be listed and ended. */
export interface StoredSessions<
  User = unknown,
  Claims extends object = Record<never, never>,
  Data extends object = JsonObject,
  PublicUser = { readonly id: string },
  UserId = string,
  Mode extends "database" | "jwt" = "database" | "jwt",
> extends Sessions<User, Claims, Data, PublicUser, UserId> {
  readonly mode: Mode;

  update(
    session: Session<Claims, Data, UserId> | string,
    data: DataUpdate<Data>,
    request?: SessionRequest,
    options?: UpdateOptions,
  ): Promise<Outcome<Session<Claims, Data, UserId>>>;

  /** Ends one session. Returns true if it existed. */
  revoke(id: string, request?: SessionRequest): Promise<boolean>;

  /** Ends all sessions of a user except `except`. Returns how many. */
  revokeUser(userId: UserId, options?: RevokeUserOptions): Promise<number>;

  /**
   * Ends all sessions of all users (ASVS 5.0, 7.4.5). Resolves to the number of removed sessions. Emits no event for them.
   * Takes effect like `revoke`; a session that starts during the call may be among them. Rejects with `SessionStoreError`:
   * call it again.
   */
  revokeEveryone(): Promise<number>;

  /**
   * Makes the claims of the user's access tokens current, such as after a change of role. Ends no session. Takes effect in
   * all processes within a second; needs a store with a revocation feed.
   */
  invalidateClaims(userId: UserId): Promise<void>;

  /** The user's unexpired sessions. */
  list(userId: UserId, current?: Session<Claims, Data, UserId> | string): Promise<ActiveSession[]>;

  /** The activity log of a user, newest first. Rejects with `SessionConfigError` if the store has none. */
  activity(userId: UserId, page?: ActivityPage): Promise<LoggedActivity<UserId>[]>;

  /** Removes sessions that expired more than a day ago, and old activity. */
  prune(options?: PruneOptions): Promise<Pruned>;
}

export interface RevokeUserOptions {
  /** The id of the session that stays. */
  readonly except?: string | undefined;
  /** The request of the caller, for the activity log. */
  readonly request?: SessionRequest | undefined;
}

/** The compiler's message for a verb that needs a store. */
type NeedsStore<Verb extends string> =
  `sessions.${Verb} needs a store: pass one to createSessions.`;

type NeedStore = {
  readonly [Verb in Exclude<keyof StoredSessions, keyof Sessions>]?: NeedsStore<Verb> | undefined;
};

/** A service without a store. Verbs that need a store are undefined, and their types explain why. */
export interface StatelessSessions<
  User = unknown,
  Claims extends object = Record<never, never>,
  Data extends object = JsonObject,
  PublicUser = { readonly id: string },
  UserId = string,
> extends Sessions<User, Claims, Data, PublicUser, UserId>,
    NeedStore {
  readonly mode: "stateless";
}

/** Any service, for code that is generic over it. */
// biome-ignore lint/suspicious/noExplicitAny: only `any` accepts every combination of the types.
export type AnySessions = Sessions<any, any, any, any, any>;

/** The session type of a service: `InferSession<typeof sessions>`. */
export type InferSession<S extends AnySessions> = Awaited<ReturnType<S["create"]>>["session"];

/** The type of the guests of a service: `InferGuest<typeof sessions>`. */
export type InferGuest<S extends AnySessions> = GuestSession<InferSession<S>["data"]>;

/** The type of user ids of a service. */
export type InferUserId<S extends AnySessions> = Parameters<S["create"]>[0];

/** The tokens of a sign-in. The access token is null in `database` mode, where the session token is the bearer token. */
export interface IssuedTokens<S extends AnySessions> extends Tokens {
  readonly accessToken: S["mode"] extends "database"
    ? null
    : "database" extends S["mode"]
      ? string | null
      : string;
  readonly sessionToken: string;
}

/** The user type of a service. */
export type InferUser<S extends AnySessions> = NonNullable<Awaited<ReturnType<S["user"]>>>;

/** The claims type of a service. */
export type InferClaims<S extends AnySessions> = InferSession<S>["claims"];

/** The public user type of a service. */
export type InferPublicUser<S extends AnySessions> = NonNullable<
  Awaited<ReturnType<S["answer"]>>["user"]
>;
