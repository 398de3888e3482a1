import type { Duration } from "../base/duration.ts";
import type { JsonObject } from "../base/json.ts";
import type { SetCookie } from "../cookies/set-cookie.ts";
import type { CreateOptions } from "../flow/create.ts";
import type { ActivityPage } from "../flow/list.ts";
import type { Pruned, PruneOptions } from "../flow/prune.ts";
import type { RenewOptions } from "../flow/renew.ts";
import type { ResolveOptions } from "../flow/resolve.ts";
import type { SignedOut, SignOutScope } from "../flow/sign-out.ts";
import type { SessionAnswer } from "../http/answer.ts";
import type { EndpointResponse } from "../http/response.ts";
import type { EndpointRequest, SessionRequest } from "../request/request.ts";
import type { Authenticated, Outcome, Unauthenticated } from "../session/outcome.ts";
import type { ActiveSession, Session } from "../session/session.ts";
import type { ActivityEntry } from "../store/activity-log.ts";

/** What `update` takes: members to merge (`undefined` removes one), or a pure function of the data as it is. */
export type DataUpdate<Data extends object> =
  | { readonly [Member in keyof Data]?: Data[Member] | undefined }
  | ((data: Readonly<Data>) => Data);

/**
 * The session service. `User` is what `loadUser` returns, `Claims` what `claims` makes of it, `Data` the session's own
 * data, `PublicUser` what a browser may see.
 */
export interface Sessions<
  User = unknown,
  Claims extends object = Record<never, never>,
  Data extends object = JsonObject,
  PublicUser = { readonly id: string },
> {
  readonly mode: "database" | "jwt" | "stateless";
  /** Where the endpoints live, such as `/api/auth`. */
  readonly basePath: string;
  /** The `refresh` option: any request may refresh in place, or only the endpoints see the session token. */
  readonly refreshes: "inline" | "endpoint";

  /** The session of a request. Never rejects for anything a client sent; an outage is an outcome of its own. */
  resolve(
    request: SessionRequest,
    options?: ResolveOptions,
  ): Promise<Outcome<Session<Claims, Data>>>;

  /** Starts a session for a user who has just signed in. */
  create(
    userId: string,
    options?: CreateOptions<Data>,
  ): Promise<Authenticated<Session<Claims, Data>>>;

  /**
   * Exchanges the session token for fresh credentials.
   *
   * @param sessionToken of a client that stores its own; it then gets tokens, and no cookies
   */
  refresh(request: SessionRequest, sessionToken?: string): Promise<Outcome<Session<Claims, Data>>>;

  /** New credentials for a session, at a step-up or a change of privilege. The old ones never reach its freshness. */
  renew(
    session: Session<Claims, Data>,
    options?: RenewOptions,
  ): Promise<Outcome<Session<Claims, Data>>>;

  /**
   * Changes the session's own data: merges members, or calls a function in the same compare-and-swap, so that concurrent
   * changes all take effect.
   *
   * @example
   * await sessions.update(session, (data) => ({ ...data, files: [...data.files, id] }), request);
   */
  update(
    session: Session<Claims, Data>,
    data: DataUpdate<Data>,
    request?: SessionRequest,
  ): Promise<Outcome<Session<Claims, Data>>>;

  /** Ends the session that the request's own credentials name, at whatever position. Idempotent. */
  signOut(request: SessionRequest, scope?: SignOutScope, sessionToken?: string): Promise<SignedOut>;

  /** The user of a session, loaded once per request. Null when gone. */
  user(session: Session<Claims, Data>): Promise<User | null>;

  /** Whether the last proof of identity is younger than `maxAge` (seconds, or `"10m"`). */
  isFresh(session: Session<Claims, Data>, maxAge: Duration): boolean;

  /** Throws `SessionRequiredError` with code `session_not_fresh` where `isFresh` is false. */
  requireFresh(session: Session<Claims, Data>, maxAge: Duration): void;

  /** What a browser may see of an outcome: the seed of a client, and the body of `GET /session`. */
  answer(
    outcome: Authenticated<Session<Claims, Data>> | Unauthenticated,
  ): Promise<SessionAnswer<Claims, PublicUser>>;

  /** True for a request that another site may have caused; refuse it with 403 before it changes anything. */
  isCrossSite(request: SessionRequest): boolean;

  /** The same as a sentence that names the header which is missing or wrong; null for a request of this site. */
  crossSiteProblem(request: SessionRequest): string | null;

  /**
   * Whether the cookies of an implicit refresh may still be set. Call it when the headers leave: false if the session has
   * ended or changed since. Always true for the outcome of an explicit change.
   */
  isCurrent(outcome: Outcome<Session<Claims, Data>>): boolean;

  /**
   * For a proxy that forwards a request with cookies it has just set: the value of the request header
   * `x-sessionkit-forwarded`, by which they do not count as presented by the client. Null if there is nothing to mark.
   */
  forwardedMark(cookies: readonly SetCookie[]): string | null;

  /** The origin the request was sent to; null for one that names none. */
  expectedOrigin(request: SessionRequest): string | null;

  /** Answers a request for one of the endpoints; null for any other path. */
  handle(request: EndpointRequest): Promise<EndpointResponse | null>;

  /** Public keys of access tokens (RFC 7517); none where they are signed with the secret. */
  jwks(): Promise<{ readonly keys: readonly object[] }>;
}

/** A service with a store: sessions can be listed and ended. */
export interface StoredSessions<
  User = unknown,
  Claims extends object = Record<never, never>,
  Data extends object = JsonObject,
  PublicUser = { readonly id: string },
> extends Sessions<User, Claims, Data, PublicUser> {
  readonly mode: "database" | "jwt";

  update(
    session: Session<Claims, Data> | string,
    data: DataUpdate<Data>,
    request?: SessionRequest,
  ): Promise<Outcome<Session<Claims, Data>>>;

  /** Ends one session; true if there was one. */
  revoke(id: string, request?: SessionRequest): Promise<boolean>;

  /** Ends all sessions of a user but `except`; returns how many. */
  revokeUser(userId: string, options?: RevokeUserOptions): Promise<number>;

  /** The user's unexpired sessions. */
  list(userId: string, current?: Session<Claims, Data> | string): Promise<ActiveSession[]>;

  /** What the user's sessions did, newest first, where the store keeps a log. */
  activity(userId: string, page?: ActivityPage): Promise<ActivityEntry[]>;

  /** Removes what expired more than a day ago. */
  prune(options?: PruneOptions): Promise<Pruned>;
}

export interface RevokeUserOptions {
  /** The session that stays. */
  readonly except?: string | undefined;
  /** Of the caller, for the activity log. */
  readonly request?: SessionRequest | undefined;
}

/** The compiler's message for a verb that needs a store. */
type NeedsStore<Verb extends string> =
  `sessions.${Verb} needs a store: pass one to createSessions.`;

/** A service without a store. What needs one is not there, and its type says why. */
export interface StatelessSessions<
  User = unknown,
  Claims extends object = Record<never, never>,
  Data extends object = JsonObject,
  PublicUser = { readonly id: string },
> extends Sessions<User, Claims, Data, PublicUser> {
  readonly mode: "stateless";
  readonly revoke?: NeedsStore<"revoke">;
  readonly revokeUser?: NeedsStore<"revokeUser">;
  readonly list?: NeedsStore<"list">;
  readonly activity?: NeedsStore<"activity">;
  readonly prune?: NeedsStore<"prune">;
}

/** Any service, for code that is generic over it. */
// biome-ignore lint/suspicious/noExplicitAny: only `any` stands for every choice of all four at once.
export type AnySessions = Sessions<any, any, any, any>;

type Resolved<S extends AnySessions> = Extract<
  Awaited<ReturnType<S["resolve"]>>,
  { status: "authenticated" }
>["session"];

/** The session type of a service: `InferSession<typeof sessions>`. */
export type InferSession<S extends AnySessions> = Resolved<S>;

/** The user type of a service. */
export type InferUser<S extends AnySessions> = NonNullable<Awaited<ReturnType<S["user"]>>>;

/** The claims type of a service. */
export type InferClaims<S extends AnySessions> = Resolved<S>["claims"];

/** What a browser may see of a user, by the service. */
export type InferPublicUser<S extends AnySessions> = NonNullable<
  Awaited<ReturnType<S["answer"]>>["user"]
>;
