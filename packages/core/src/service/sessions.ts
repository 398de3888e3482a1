import type { Duration } from "../base/duration.ts";
import type { JsonObject } from "../base/json.ts";
import type { CreateOptions } from "../flow/create.ts";
import type { ActivityPage } from "../flow/list.ts";
import type { Pruned, PruneOptions } from "../flow/prune.ts";
import type { RenewOptions } from "../flow/renew.ts";
import type { ResolveOptions } from "../flow/resolve.ts";
import type { SignedOut, SignOutScope } from "../flow/sign-out.ts";
import type { SessionAnswer } from "../http/answer.ts";
import type { EndpointResponse } from "../http/response.ts";
import type { ActivityEntry } from "../store/activity-log.ts";
import type { Authenticated, Outcome, Unauthenticated } from "../session/outcome.ts";
import type { EndpointRequest, SessionRequest } from "../request/request.ts";
import type { ActiveSession, SessionOf } from "../session/session.ts";

/**
 * The session service. `User` is what `loadUser` gives, `Claims` what `claims` makes of it, `Data` the session's own
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
  /** What the `refresh` option says: any request may refresh in place, or only the endpoints see the session token. */
  readonly refreshes: "inline" | "endpoint";

  /** Who is this request? Never rejects for anything a client sent. */
  resolve(
    request: SessionRequest,
    options?: ResolveOptions,
  ): Promise<Outcome<SessionOf<Claims, Data>>>;

  /** Starts a session for a user who has just signed in. */
  create(
    userId: string,
    options?: CreateOptions<Data>,
  ): Promise<Authenticated<SessionOf<Claims, Data>>>;

  /** Exchanges the session token for fresh credentials. */
  refresh(
    request: SessionRequest,
    sessionToken?: string,
  ): Promise<Outcome<SessionOf<Claims, Data>>>;

  /** New credentials for a session, at a step-up or a change of privilege; the old session token dies. */
  renew(
    session: SessionOf<Claims, Data>,
    options?: RenewOptions,
  ): Promise<Outcome<SessionOf<Claims, Data>>>;

  /** Merges into the session's own data. */
  update(
    session: SessionOf<Claims, Data>,
    data: Partial<Data>,
    request?: SessionRequest,
  ): Promise<Outcome<SessionOf<Claims, Data>>>;

  /** Ends what the request's own credentials name. */
  signOut(request: SessionRequest, scope?: SignOutScope, sessionToken?: string): Promise<SignedOut>;

  /** The user of a session, loaded once per request. Null when gone. */
  user(session: SessionOf<Claims, Data>): Promise<User | null>;

  /** Whether the last proof of identity is younger than `maxAge` (seconds, or `"10m"`). */
  isFresh(session: SessionOf<Claims, Data>, maxAge: Duration): boolean;

  /** Throws `SessionRequiredError` with code `session_not_fresh` where `isFresh` is false. */
  requireFresh(session: SessionOf<Claims, Data>, maxAge: Duration): void;

  /** What a browser may know of an outcome: the seed of a client, and the body of `GET /session`. */
  answer(
    outcome: Authenticated<SessionOf<Claims, Data>> | Unauthenticated,
  ): Promise<SessionAnswer<Claims, PublicUser>>;

  /** False for a request that another site may have caused; refuse it with 403 before it changes anything. */
  isSameSiteIntent(request: SessionRequest): boolean;

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
    session: SessionOf<Claims, Data> | string,
    data: Partial<Data>,
    request?: SessionRequest,
  ): Promise<Outcome<SessionOf<Claims, Data>>>;

  /** Ends one session; true when this call did. */
  revoke(id: string, request?: SessionRequest): Promise<boolean>;

  /** Ends all sessions of a user but `except`; returns how many. */
  revokeUser(userId: string, options?: RevokeUserOptions): Promise<number>;

  /** The user's sessions that have not run out. */
  list(userId: string, current?: SessionOf<Claims, Data> | string): Promise<ActiveSession[]>;

  /** What the user's sessions did, newest first, where the store keeps a log. */
  activity(userId: string, page?: ActivityPage): Promise<ActivityEntry[]>;

  /** Removes what has run out. */
  prune(options?: PruneOptions): Promise<Pruned>;
}

export interface RevokeUserOptions {
  /** The session that stays. */
  readonly except?: string;
  readonly request?: SessionRequest;
}

/** What the compiler says of a verb that only a store makes possible. */
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

/** The session type of a service: `Session<typeof sessions>`. */
export type Session<S extends AnySessions> = Resolved<S>;

/** The user type of a service. */
export type UserOf<S extends AnySessions> = NonNullable<Awaited<ReturnType<S["user"]>>>;

/** The claims type of a service. */
export type ClaimsOf<S extends AnySessions> = Resolved<S>["claims"];

/** What a browser may see of a user, by the service. */
export type PublicUserOf<S extends AnySessions> = NonNullable<
  Awaited<ReturnType<S["answer"]>>["user"]
>;
