import type { Clock } from "../base/clock.ts";
import type { Duration } from "../base/duration.ts";
import type { JsonObject } from "../base/json.ts";
import type { CookieOptions } from "../cookies/cookie-policy.ts";
import type { Adopter } from "../session/adopter.ts";
import type { SessionEventListener } from "../session/events.ts";
import type { LifetimeOption } from "../session/lifetime.ts";
import type { SessionDetails } from "../session/session.ts";
import type { UserIdCodec } from "../session/user-ids.ts";
import type { SessionStore } from "../store/session-store.ts";
import type { UserJoin } from "../store/user-join.ts";
import type { AccessKeyPair } from "../tokens/asymmetric.ts";
import type { VerifiedTokensOptions } from "../tokens/verified-tokens.ts";

export interface ActivityOptions {
  /** The shortest interval between two writes of a session's `lastActiveAt`. Default: `"5m"`. */
  readonly every?: Duration | undefined;
  /** False: client addresses are never stored. They are personal data. */
  readonly ip?: boolean | undefined;
  /** False: user agents are never stored. They are personal data. */
  readonly userAgent?: boolean | undefined;
}

/** Sessions of other libraries that become sessions of this one: see `Adopter`. */
export interface AdoptOptions<UserId = string> {
  readonly from: readonly Adopter<UserId>[];
  /**
   * How long the old cookies and sessions stay after an adoption, so that a previous deployment still works. Default: until
   * the first refresh after the grace period.
   */
  readonly keepOld?: Duration | undefined;
  /** Sessions that the other library created before are not adopted, such as after an incident. */
  readonly notBefore?: Date | undefined;
}

export interface LimitOptions {
  /** Maximum number of concurrent sessions of one user. */
  readonly perUser: number;
  /**
   * Above the limit, `"evict-oldest"` ends the oldest session and `"refuse"` makes `create` throw `SessionLimitError`.
   * Default: `"evict-oldest"`.
   */
  readonly policy?: "evict-oldest" | "refuse" | undefined;
}

export interface RevocationOptions {
  /** A request starts a read of the feed if the last one is older than this. Default: 0.5 seconds. */
  readonly pollEvery?: Duration | undefined;
  /**
   * No access token is trusted by a denylist that is older than this: a request waits for a read of the feed, and reads the
   * store if there is none. Default: 1 second.
   */
  readonly maxStale?: Duration | undefined;
  /**
   * What a request receives if neither the feed nor the store answers: `"refuse"` is 503, `"trust"` accepts an access token
   * until it expires. An event reports both. Default: `"refuse"`.
   */
  readonly whenUnavailable?: "refuse" | "trust" | undefined;
}

export interface SharedOptions<
  User,
  Claims extends object,
  Data extends object,
  PublicUser,
  UserId = string,
> {
  /** At least 32 random bytes (`openssl rand -base64 32`), or `[newest, older]`: the first signs, all verify. */
  readonly secret: string | readonly string[] | undefined;
  /**
   * Returns the user of an id; null or undefined ends the session (`user_gone`). Called at every refresh, and in `database`
   * mode at every request. An error is an outage (503), never a sign-out.
   *
   * @param joined the user that the store joined to the session: return it, change it, or return null. Undefined if the
   *   store does not join users, and at sign-in. If a joining store found no user, the function is not called
   */
  readonly loadUser?:
    | ((
        userId: NoInfer<UserId>,
        joined?: User,
      ) => User | null | undefined | Promise<User | null | undefined>)
    | undefined;
  /**
   * Returns the claims of the access token: a small plain JSON object without personal data. The client can read it. A
   * promise or a value that is not JSON throws a `SessionConfigError` that names the member.
   */
  readonly claims?:
    | ((user: User, session: SessionDetails<Data, NoInfer<UserId>>) => Claims)
    | undefined;
  /**
   * Returns when the user's password or another credential was last changed, or null. Sessions whose last proof of identity
   * is more than 5 seconds older end (`credentials_changed`) when the user is loaded, from 10 seconds after the change. The
   * session that makes the change continues if it is renewed with `authenticated: true` in that time.
   *
   * @example
   * credentialsChangedAt: (user) => user.passwordChangedAt
   */
  readonly credentialsChangedAt?: ((user: User) => Date | null | undefined) | undefined;
  /** Returns the part of a user that a browser may see, as JSON. Default: only the id. */
  readonly publicUser?:
    | ((user: User, session: SessionDetails<Data, NoInfer<UserId>>) => PublicUser)
    | undefined;
  /**
   * The application's own type of user ids, in every verb and callback. Stores, tokens and the HTTP API have the text.
   * Default: user ids are strings.
   *
   * @example
   * userId: { parse: Number, format: String }
   */
  readonly userId?: UserIdCodec<UserId> | undefined;
  /** Returns the initial data of a new session. Its type is the type of `session.data`. */
  readonly data?: ((user: User | null) => Data) | undefined;
  /**
   * Maximum size of a session's data as JSON, in bytes, up to 1 MiB. In `jwt` mode the data must also fit into the
   * cookies. Default: 4096.
   */
  readonly maxDataBytes?: number | undefined;
  readonly lifetime?: LifetimeOption<User, NoInfer<UserId>> | undefined;
  /**
   * The public origin of the application, such as `https://app.example`. Default: from the `Host` of each request,
   * which is then trusted.
   */
  readonly origin?: string | undefined;
  /**
   * In place of `origin`: an http origin outside this machine, such as `http://shop.lan`. All who can read the network can
   * then take over sessions. Prints a warning.
   */
  readonly allowInsecureOrigin?: string | undefined;
  /**
   * Other origins whose pages may send mutations, such as `https://admin.app.example`. `https://*.app.example` stands for all
   * hosts with one more label; shells of native applications have schemes of their own, such as `capacitor://localhost`.
   */
  readonly allowedOrigins?: readonly string[] | undefined;
  /**
   * True: the endpoints answer requests of `allowedOrigins` with the headers of CORS, with credentials. For an API on another
   * host than its pages. Default: false.
   */
  readonly cors?: boolean | undefined;
  /** Path of the endpoints. Default: `"/api/auth"`. */
  readonly basePath?: string | undefined;
  /** `iss` of tokens. Default: the origin, else `"sessionkit"`. */
  readonly issuer?: string | undefined;
  /** `aud` of tokens. Default: the issuer. */
  readonly audience?: string | undefined;
  readonly cookies?: CookieOptions | undefined;
  /**
   * The accepted schemes of `Authorization`, such as `"Token"` or `["Bearer", "Token"]`. Case-insensitive. Default:
   * `"Bearer"`.
   */
  readonly bearerScheme?: string | readonly string[] | undefined;
  /**
   * `"inline"`: any request may refresh in place. `"endpoint"`: the session cookie is limited to the base path.
   * Default: `"inline"`.
   */
  readonly refresh?: "inline" | "endpoint" | undefined;
  /** The number of your own proxies in front of this server. `true` counts as 1, with a warning. Default: 0. */
  readonly trustProxy?: number | boolean | undefined;
  readonly activity?: ActivityOptions | false | undefined;
  /**
   * Keeps users of another session library signed in: their first request with an old credential starts a session with the
   * same creation time. Pass adopters, such as those of `@sessionkit/adopt`.
   */
  readonly adopt?: readonly Adopter<UserId>[] | AdoptOptions<UserId> | undefined;
  /** Receives every event. */
  readonly onEvent?: SessionEventListener<NoInfer<UserId>> | undefined;
  /** Signs access tokens with a key pair instead of the secret, for other services that verify them by JWKS. */
  readonly accessKeys?: AccessKeyPair | undefined;
  /** Bounds of the cache of verified tokens. False: tokens are verified at each use. */
  readonly verifiedTokens?: VerifiedTokensOptions | false | undefined;
  /**
   * One deadline for all calls of a request to the store and `loadUser`; after it, the outcome is `unavailable` (503).
   * Default: `"2s"`.
   */
  readonly timeout?: Duration | undefined;
  /** Returns milliseconds since the epoch. For tests. */
  readonly clock?: Clock | undefined;
}

/** Options with a store: sessions can be listed and ended. */
export interface StoredOptions<
  User,
  Claims extends object,
  Data extends object,
  PublicUser,
  UserId = string,
  Strategy extends "database" | "jwt" = "database" | "jwt",
> extends SharedOptions<User, Claims, Data, PublicUser, UserId> {
  /**
   * `"jwt"`: access tokens, verified without the store. `"database"`: one read per request, and immediate revocation.
   */
  readonly strategy: Strategy;
  readonly store: SessionStore | (SessionStore & UserJoin<User>);
  /**
   * How long a replaced token is accepted, for tabs, retries and late responses: 0 to 300 seconds. Default: `"2m"`. A
   * request may take up to half of it.
   */
  readonly grace?: Duration | 0 | undefined;
  /**
   * `database` only: interval of session token rotation, at least two minutes and at least twice `grace`. Default: no
   * rotation.
   */
  readonly rotateEvery?: Duration | undefined;
  /**
   * What ends when reuse is detected: that session, or all sessions of the user; for an impersonation, of its actor. Default:
   * `"session"`.
   */
  readonly onReuse?: "session" | "user" | undefined;
  readonly limit?: LimitOptions | undefined;
  /**
   * `"offer"`: at a sign-in, a browser that supports it (DBSC) binds the session to a key that cannot be copied. Copied
   * cookies are then accepted at most until the access token expires. Other browsers are not affected. Needs https; see
   * `docs/device-bound.md`. Default: off.
   */
  readonly deviceBound?: "offer" | undefined;
  /** How quickly revocations by other processes take effect. For stores with a revocation feed. */
  readonly revocation?: RevocationOptions | undefined;
}

/** Options without a store: sessions end at their expiry, and when `loadUser` returns null at a refresh. */
export interface StatelessOptions<
  User,
  Claims extends object,
  Data extends object,
  PublicUser,
  UserId = string,
> extends SharedOptions<User, Claims, Data, PublicUser, UserId> {
  readonly strategy: "jwt";
  readonly store?: undefined;
}

/** All options, as `createSessions` reads them. */
export type AnyOptions = Omit<StoredOptions<unknown, object, JsonObject, unknown>, "store"> & {
  readonly store?: SessionStore | undefined;
};
