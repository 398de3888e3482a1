import type { Clock } from "../base/clock.ts";
import type { Duration } from "../base/duration.ts";
import type { JsonObject } from "../base/json.ts";
import type { CookieOptions } from "../cookies/cookie-policy.ts";
import type { SessionEventListener } from "../session/events.ts";
import type { LifetimeOption } from "../session/lifetime.ts";
import type { SessionDetails } from "../session/session.ts";
import type { SessionStore } from "../store/session-store.ts";
import type { UserJoin } from "../store/user-join.ts";
import type { AccessKeyPair } from "../tokens/asymmetric.ts";
import type { VerifiedTokensOptions } from "../tokens/verified-tokens.ts";

export interface ActivityOptions {
  /** A session's `lastActiveAt` is written at most this often. `"5m"`. */
  readonly every?: Duration | undefined;
  /** False: client addresses, which are personal data, are never stored. */
  readonly ip?: boolean | undefined;
  /** False: user agents, which are personal data, are never stored. */
  readonly userAgent?: boolean | undefined;
}

export interface LimitOptions {
  /** How many sessions one user may have at once. */
  readonly perUser: number;
  /** At one too many: `"evict-oldest"` ends the oldest (default), `"refuse"` lets `create` throw `SessionLimitError`. */
  readonly policy?: "evict-oldest" | "refuse" | undefined;
}

export interface SharedOptions<User, Claims extends object, Data extends object, PublicUser> {
  /** At least 32 random bytes (`openssl rand -base64 32`), or `[newest, older]`: the first signs, all verify. */
  readonly secret: string | readonly string[] | undefined;
  /**
   * The user of an id; null or undefined ends the session (`user_gone`). Called at every refresh, in `database` mode at
   * every request. What it throws is an outage (503), never a sign-out.
   *
   * @param joined the user as the store joined it to the session, which this function may return, change or refuse; not
   *   called where the store found none. Undefined where the store does not join, and at sign-in
   */
  readonly loadUser?:
    | ((
        userId: string,
        joined?: User,
      ) => User | null | undefined | Promise<User | null | undefined>)
    | undefined;
  /**
   * Small, not personal; readable by whoever holds the token. Goes into the access token. A plain JSON object, not a
   * promise: anything else is a `SessionConfigError` that names the member.
   */
  readonly claims?: ((user: User, session: SessionDetails<Data>) => Claims) | undefined;
  /** What a browser may see of a user, as JSON. Without it only the id. */
  readonly publicUser?: ((user: User, session: SessionDetails<Data>) => PublicUser) | undefined;
  /** The data a new session starts with; gives `session.data` its type. */
  readonly data?: ((user: User | null) => Data) | undefined;
  /** Bytes that a session's data may take as JSON, up to 1 MiB. In `jwt` mode it also has to fit the cookies. 4096. */
  readonly maxDataBytes?: number | undefined;
  readonly lifetime?: LifetimeOption<User> | undefined;
  /** Where the application lives, such as `https://app.example`. Without it each request's `Host` is trusted. */
  readonly origin?: string | undefined;
  /** Other origins whose pages may send mutations, such as `https://admin.app.example`. */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Where the endpoints live. `"/api/auth"`. */
  readonly basePath?: string | undefined;
  /** `iss` of tokens. The origin, else `"sessionkit"`. */
  readonly issuer?: string | undefined;
  /** `aud` of tokens. The issuer. */
  readonly audience?: string | undefined;
  readonly cookies?: CookieOptions | undefined;
  /** `"inline"`: any request may refresh in place. `"endpoint"`: only the base path sees the session cookie. */
  readonly refresh?: "inline" | "endpoint" | undefined;
  /** How many proxies of one's own stand in front; their count, not `true`, which a client could spoof. 0. */
  readonly trustProxy?: number | boolean | undefined;
  readonly activity?: ActivityOptions | false | undefined;
  /** Receives every event. */
  readonly onEvent?: SessionEventListener | undefined;
  /** Signs access tokens with a key pair instead of the secret, for services that verify by JWKS. */
  readonly accessKeys?: AccessKeyPair | undefined;
  /** Bounds of the cache of verified tokens; false verifies every time. */
  readonly verifiedTokens?: VerifiedTokensOptions | false | undefined;
  /** How long store and `loadUser` may take for one request, all calls together, until the answer is 503. `"2s"`. */
  readonly timeout?: Duration | undefined;
  /** Milliseconds since the epoch. For tests. */
  readonly clock?: Clock | undefined;
}

/** Options with a store: sessions can be listed and ended. */
export interface StoredOptions<User, Claims extends object, Data extends object, PublicUser>
  extends SharedOptions<User, Claims, Data, PublicUser> {
  /** `"jwt"`: access tokens, checked without the store. `"database"`: one read per request, revocation at once. */
  readonly strategy: "jwt" | "database";
  readonly store: SessionStore | (SessionStore & UserJoin<User>);
  /** How long a replaced token is accepted, for tabs, retries and late answers: 0 to 300 seconds. A request may stall for half of it. `"2m"`. */
  readonly grace?: Duration | 0 | undefined;
  /** `database` only: rotate the session token this often, at least every two minutes or twice `grace`. Off. */
  readonly rotateEvery?: Duration | undefined;
  /** What ends at reuse: that session, or all of the user's. `"session"`. */
  readonly onReuse?: "session" | "user" | undefined;
  readonly limit?: LimitOptions | undefined;
}

/** Options without a store: sessions end at their expiry, and when `loadUser` returns null at a refresh. */
export interface StatelessOptions<User, Claims extends object, Data extends object, PublicUser>
  extends SharedOptions<User, Claims, Data, PublicUser> {
  readonly strategy: "jwt";
  readonly store?: undefined;
}

/** Every option, as the factory reads them. */
export type AnyOptions = SharedOptions<unknown, object, JsonObject, unknown> &
  Partial<
    Omit<
      StoredOptions<unknown, object, JsonObject, unknown>,
      "strategy" | keyof SharedOptions<unknown, object, JsonObject, unknown>
    >
  > & {
    readonly strategy: "jwt" | "database";
  };
