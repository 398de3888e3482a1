import { checkNames } from "../base/check-names.ts";
import { type Duration, durationMs } from "../base/duration.ts";
import { SessionConfigError } from "../base/errors.ts";
import type { SessionRecord } from "../store/session-store.ts";
import type { EndReason } from "./reasons.ts";

/** Lifetimes of tokens and sessions. */
export interface LifetimeOptions {
  /**
   * Of an access token: in `jwt` mode, other processes may accept a revoked session this long. At most an hour unless
   * `allowLongAccess`. Default: `"15m"`.
   */
  readonly access?: Duration | undefined;
  /** A session that is not used expires after this. Default: `"7d"`. */
  readonly idle?: Duration | undefined;
  /** Every session expires after this. Default: `"30d"`. */
  readonly absolute?: Duration | undefined;
  /**
   * For sign-ins with `remember: false`. Default: `{ idle: "12h", absolute: "1d" }`, but not longer than the values
   * above.
   */
  readonly transient?:
    | { readonly idle?: Duration | undefined; readonly absolute?: Duration | undefined }
    | undefined;
  /** Allows an `access` of more than an hour: a revoked session may be accepted that long. Default: false. */
  readonly allowLongAccess?: boolean | undefined;
}

/** Argument of a lifetime function. `user` is null if neither `loadUser` nor the store returned one. */
export interface LifetimeSubject<User, UserId = string> {
  readonly user: User | null;
  readonly userId: UserId;
  readonly remember: boolean;
}

/**
 * Fixed lifetimes, or a function that is called at sign-in, at `renew` and at every refresh. Its result is checked like
 * fixed lifetimes. A refresh never moves the absolute expiry.
 */
export type LifetimeOption<User, UserId = string> =
  | LifetimeOptions
  | ((subject: LifetimeSubject<User, UserId>) => LifetimeOptions);

/** All in milliseconds. */
export interface Lifetime {
  readonly access: number;
  readonly idle: number;
  readonly absolute: number;
}

const HOUR = 3_600_000;
/** Browsers limit the age of a cookie to this (RFC 6265bis 5.5). */
const COOKIE_MAX = 400 * 24 * HOUR;

export const LIFETIME_NAMES = [
  "access",
  "idle",
  "absolute",
  "transient",
  "allowLongAccess",
] as const;

/**
 * @returns the lifetimes for one value of `remember`. Throws `SessionConfigError` for invalid or contradictory
 * durations.
 */
export function resolveLifetime(options: LifetimeOptions, remember: boolean): Lifetime {
  checkNames(options, LIFETIME_NAMES, "lifetime");
  if (options.transient) checkNames(options.transient, ["idle", "absolute"], "lifetime.transient");
  const access = durationMs(options.access ?? "15m", "lifetime.access");
  const idle = durationMs(options.idle ?? "7d", "lifetime.idle");
  const absolute = durationMs(options.absolute ?? "30d", "lifetime.absolute");
  if (access > HOUR && options.allowLongAccess !== true) {
    throw new SessionConfigError(
      "lifetime.access",
      "is more than an hour, and a revoked session would be accepted that long. Shorten it, or set lifetime.allowLongAccess.",
    );
  }
  if (access > idle)
    throw new SessionConfigError("lifetime.access", "is longer than lifetime.idle. Shorten it.");
  if (idle > absolute)
    throw new SessionConfigError("lifetime.idle", "is longer than lifetime.absolute. Shorten it.");
  if (absolute > COOKIE_MAX) {
    throw new SessionConfigError(
      "lifetime.absolute",
      "is longer than the 400 days a browser keeps a cookie. Shorten it.",
    );
  }
  if (remember) return { access, idle, absolute };

  const given = options.transient ?? {};
  const transient = {
    idle: durationMs(given.idle ?? Math.min(idle, 12 * HOUR) / 1000, "lifetime.transient.idle"),
    absolute: durationMs(
      given.absolute ?? Math.min(absolute, 24 * HOUR) / 1000,
      "lifetime.transient.absolute",
    ),
  };
  if (transient.idle > transient.absolute) {
    throw new SessionConfigError(
      "lifetime.transient.idle",
      "is longer than lifetime.transient.absolute. Shorten it.",
    );
  }
  return { access: Math.min(access, transient.idle), ...transient };
}

/** Which expiry has passed, or null. A session is expired from the millisecond of its expiry on. */
export function expiryReason(
  record: Pick<SessionRecord, "idleExpiresAt" | "absoluteExpiresAt">,
  now: number,
): EndReason | null {
  if (record.absoluteExpiresAt.getTime() <= now) return "expired_absolute";
  if (record.idleExpiresAt.getTime() <= now) return "expired_idle";
  return null;
}

/** The earlier of idle and absolute expiry, in milliseconds since the epoch. */
export function endOf(record: Pick<SessionRecord, "idleExpiresAt" | "absoluteExpiresAt">): number {
  return Math.min(record.idleExpiresAt.getTime(), record.absoluteExpiresAt.getTime());
}
