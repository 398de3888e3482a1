import type { Clock } from "../base/clock.ts";
import type { Duration } from "../base/duration.ts";
import type { JsonObject } from "../base/json.ts";
import type { CookieOptions } from "../cookies/cookie-policy.ts";
import type { SessionEventListener } from "../session/events.ts";
import type { LifetimeOption } from "../session/lifetime.ts";
import type { SessionStore } from "../store/session-store.ts";
import type { UserJoin } from "../store/user-join.ts";
import type { AccessKeyPair } from "../tokens/asymmetric.ts";
import type { VerifiedTokensOptions } from "../tokens/verified-tokens.ts";

export interface ActivityOptions {
  /** A session's `lastActiveAt` is written at most this often. `"5m"`. */
  readonly every?: Duration;
  /** False: client addresses, which are personal data, are never kept. */
  readonly ip?: boolean;
  /** False: user agents, which are personal data, are never kept. */
  readonly userAgent?: boolean;
}

export interface LimitOptions {
  /** How many sessions one user may have at once. */
  readonly perUser: number;
  /** One too many: the oldest ends (default), or `create` throws `SessionLimitError`. */
  readonly policy?: "evict-oldest" | "refuse";
}

export interface SharedOptions<User, Claims extends object, Data extends object, PublicUser> {
  /** At least 32 random bytes (`openssl rand -base64 32`), or `[newest, older]`: the first signs, all verify. */
  readonly secret: string | readonly string[] | undefined;
  /**
   * The user behind an id; null or undefined ends the session (`user_gone`). Asked at every refresh, in `database`
   * mode at every request unless the store joins. What it throws is an outage (503), never a sign-out.
   */
  readonly loadUser?: (
    userId: string,
  ) => User | null | undefined | Promise<User | null | undefined>;
  /** Small, not personal; readable by whoever holds the token. Goes into the access token. */
  readonly claims?: (user: User) => Claims;
  /** What a browser may see of a user. Without it only the id does. */
  readonly publicUser?: (user: User) => PublicUser;
  /** The data a new session starts with; gives `session.data` its type. */
  readonly data?: (user: User | null) => Data;
  /** Bytes that a session's data may take as JSON, up to 1 MiB. In `jwt` mode it also has to fit the cookies. 4096. */
  readonly maxDataBytes?: number;
  readonly lifetime?: LifetimeOption<User>;
  /** Where the application lives, such as `https://app.example`. Without it each request's `Host` is believed. */
  readonly origin?: string;
  /** Other origins whose pages may send mutations, such as `https://admin.app.example`. */
  readonly allowedOrigins?: readonly string[];
  /** Where the endpoints live. `"/api/auth"`. */
  readonly basePath?: string;
  /** `iss` and `aud` of tokens. The origin, else `"sessionkit"`. */
  readonly issuer?: string;
  readonly audience?: string;
  readonly cookies?: CookieOptions;
  /** `"inline"`: any request may refresh in place. `"endpoint"`: only the base path ever sees the session cookie. */
  readonly refresh?: "inline" | "endpoint";
  /** How many proxies of one's own stand in front; their count, not `true`, which a client could spoof. 0. */
  readonly trustProxy?: number | boolean;
  readonly activity?: ActivityOptions | false;
  /** Told of everything that happens. */
  readonly onEvent?: SessionEventListener;
  /** Signs access tokens with a key pair instead of the secret, for services that verify by JWKS. */
  readonly accessKeys?: AccessKeyPair;
  /** Bounds of the cache of verified tokens (access tokens; in `database` mode session tokens); false verifies every time. */
  readonly verifiedTokens?: VerifiedTokensOptions | false;
  /** How long a store or `loadUser` may be silent before the answer is 503. `"2s"`. */
  readonly timeout?: Duration;
  /** Milliseconds since the epoch. For tests. */
  readonly clock?: Clock;
}

/** Options with a store: sessions can be listed and ended. */
export interface StoredOptions<User, Claims extends object, Data extends object, PublicUser>
  extends SharedOptions<User, Claims, Data, PublicUser> {
  /** `"jwt"`: access tokens, checked without the store. `"database"`: one read per request, revocation at once. */
  readonly strategy: "jwt" | "database";
  readonly store: SessionStore | (SessionStore & UserJoin<User>);
  /** How long tabs, retries and late answers are forgiven: 0 to 300 seconds. `"2m"`: a request may stall for half of it. */
  readonly grace?: Duration | 0;
  /** `database` only: rotate the session token this often. Off. */
  readonly rotateEvery?: Duration;
  /** What ends when a rotated-away token comes back: that session, or all of the user's. `"session"`. */
  readonly onReuse?: "session" | "user";
  readonly limit?: LimitOptions;
}

/** Options without a store: sessions end at their expiry, and when `loadUser` answers null at a refresh. */
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
