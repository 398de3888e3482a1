import type { JsonObject } from "../base/json.ts";
import type { Device } from "../request/device.ts";

/** A session without its claims: what `claims` and `publicUser` see of it. Times as in `Session`. */
export interface SessionDetails<Data extends object = JsonObject> {
  /** Public; safe in logs and lists. */
  readonly id: string;
  readonly userId: string;
  readonly createdAt: number;
  /** When the user last proved who they are. What `fresh` is measured against (RFC 9470 `auth_time`). */
  readonly authenticatedAt: number;
  /** When this session ends if it is not used: the earlier of idle and absolute expiry, as of this answer. */
  readonly expiresAt: number;
  /** The end that no activity moves. */
  readonly absoluteExpiresAt: number;
  readonly remember: boolean;
  /** The application's own data of this session: what `create` and `update` put there. */
  readonly data: Readonly<Data>;
}

/**
 * A session as application code sees it: plain data without a secret, frozen at every depth. All times are milliseconds
 * since the epoch, so that it reads the same on the server, in JSON and in a browser.
 */
export interface Session<
  Claims extends object = Record<never, never>,
  Data extends object = JsonObject,
> extends SessionDetails<Data> {
  /** What `claims` returned. As fresh as the access token; in `database` mode as fresh as this request. */
  readonly claims: Readonly<Claims>;
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
