import type { JsonObject } from "../base/json.ts";
import type { Device } from "../request/device.ts";
import type { SessionActor } from "./actor.ts";

/** A session without its claims: the argument of `claims` and `publicUser`. Times as in `Session`. */
export interface SessionDetails<Data extends object = JsonObject, UserId = string> {
  /** Public; safe in logs and lists. */
  readonly id: string;
  readonly userId: UserId;
  readonly createdAt: number;
  /** When the user last proved who they are: `fresh` is measured from it (RFC 9470 `auth_time`). */
  readonly authenticatedAt: number;
  /** The earlier of idle and absolute expiry, as of this answer. */
  readonly expiresAt: number;
  /** The absolute expiry, which activity does not extend. */
  readonly absoluteExpiresAt: number;
  readonly remember: boolean;
  /**
   * In an impersonation, the user who acts as the user of this session; null otherwise. An impersonation is never fresh.
   */
  readonly actor: SessionActor<UserId> | null;
  /** The application's data for this session, set by `create` and `update`. */
  readonly data: Readonly<Data>;
}

/**
 * A session for application code: plain data without a secret, deeply frozen. All times are milliseconds since the epoch,
 * so that they are the same on the server, in JSON and in a browser.
 */
export interface Session<
  Claims extends object = Record<never, never>,
  Data extends object = JsonObject,
  UserId = string,
> extends SessionDetails<Data, UserId> {
  /** The result of `claims`: as of the last refresh or, in `database` mode, as of this request. */
  readonly claims: Readonly<Claims>;
}

/**
 * A guest: a browser that is not signed in, and has data of the application. No user, no claims, no proof of identity. Never
 * the value of `session`, so that code which checks for a session refuses guests.
 */
export type GuestSession<Data extends object = JsonObject> = Pick<
  SessionDetails<Data>,
  "id" | "createdAt" | "expiresAt" | "absoluteExpiresAt" | "remember" | "data"
>;

/** An entry in the list of a user's sessions. Contains no credential. */
export interface ActiveSession {
  readonly id: string;
  readonly current: boolean;
  readonly createdAt: number;
  readonly lastActiveAt: number;
  readonly expiresAt: number;
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** The application's name for the session, for display instead of `device.label`; null if it has none. */
  readonly label: string | null;
  readonly device: Device;
  /** In an impersonation, the user who acts as the user of this session; null otherwise. */
  readonly actor: { readonly userId: string } | null;
}
