import type { JsonObject } from "../base/json.ts";

/**
 * A session as application code sees it: frozen, plain, without a secret. All times are milliseconds since the
 * epoch, so that it reads the same on the server, in JSON and in a browser.
 */
export interface SessionOf<
  Claims extends object = Record<never, never>,
  Data extends object = JsonObject,
> {
  /** Public; safe in logs and lists. */
  readonly id: string;
  readonly userId: string;
  readonly createdAt: number;
  /** When the user last proved who they are. What `fresh` is measured against (RFC 9470 `auth_time`). */
  readonly authenticatedAt: number;
  /** When this session ends if nothing happens: the earlier of idle and absolute expiry, as of this answer. */
  readonly expiresAt: number;
  /** The end that no activity moves. */
  readonly absoluteExpiresAt: number;
  readonly remember: boolean;
  /** What `claims(user)` said. As fresh as the access token; in `database` mode as fresh as this request. */
  readonly claims: Readonly<Claims>;
  /** The application's own data of this session: what `create` and `update` put there. Same freshness as `claims`. */
  readonly data: Readonly<Data>;
}

/** One line of a list of sessions: what a user may see of their own session. Never holds a credential. */
export interface ActiveSession {
  readonly id: string;
  readonly current: boolean;
  readonly createdAt: number;
  readonly lastActiveAt: number;
  readonly expiresAt: number;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly device: Device;
}

/** What a user agent string says about itself. Every member is null where it says nothing usable. */
export interface Device {
  /** For a person: `"Chrome on macOS"`, or `"Unknown device"`. */
  readonly label: string;
  readonly browser: string | null;
  readonly os: string | null;
  readonly kind: "desktop" | "mobile" | "tablet" | "tv" | "bot" | null;
}
