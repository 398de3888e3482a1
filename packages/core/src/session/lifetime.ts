import { checkNames } from "../base/check-names.ts";
import { type Duration, durationMs } from "../base/duration.ts";
import { SessionConfigError } from "../base/errors.ts";
import type { SessionRecord } from "../store/session-store.ts";
import type { EndReason } from "./reasons.ts";

/** How long tokens and sessions live. Everything is optional; the defaults are in the comments. */
export interface LifetimeOptions {
  /** Access token, and so how long another process may accept a revoked session in `jwt` mode. `"15m"`. At most an hour unless `allowLongAccess`. */
  readonly access?: Duration | undefined;
  /** A session that is not used ends after this. `"7d"`. */
  readonly idle?: Duration | undefined;
  /** A session ends after this in any case. `"30d"`. */
  readonly absolute?: Duration | undefined;
  /** For sign-ins with `remember: false`, whose cookies also end with the browser. `{ idle: "12h", absolute: "1d" }`, or the above where shorter. */
  readonly transient?:
    | { readonly idle?: Duration | undefined; readonly absolute?: Duration | undefined }
    | undefined;
  /** Accepts an `access` of more than an hour, and that a revoked session is accepted that long. */
  readonly allowLongAccess?: boolean | undefined;
}

/** What a lifetime function receives: the user where `loadUser` (or the store) returned one, and which session it is for. */
export interface LifetimeSubject<User> {
  readonly user: User | null;
  readonly userId: string;
  readonly remember: boolean;
}

/**
 * Fixed lifetimes, or a function of user and session that is called at sign-in, at `renew` and at every refresh.
 * What it returns is checked like fixed ones; a refresh never moves the absolute expiry.
 */
export type LifetimeOption<User> =
  | LifetimeOptions
  | ((subject: LifetimeSubject<User>) => LifetimeOptions);

/** All in milliseconds. */
export interface Lifetime {
  readonly access: number;
  readonly idle: number;
  readonly absolute: number;
}

const HOUR = 3_600_000;
/** Browsers cap a cookie's age here, and a longer session could not be kept by one (RFC 6265bis 5.5). */
const COOKIE_MAX = 400 * 24 * HOUR;

export const LIFETIME_NAMES = [
  "access",
  "idle",
  "absolute",
  "transient",
  "allowLongAccess",
] as const;

/** @returns the lifetimes for one kind of sign-in. Throws `SessionConfigError` for durations that contradict each other. */
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
    idle:
      given.idle === undefined
        ? Math.min(idle, 12 * HOUR)
        : durationMs(given.idle, "lifetime.transient.idle"),
    absolute:
      given.absolute === undefined
        ? Math.min(absolute, 24 * HOUR)
        : durationMs(given.absolute, "lifetime.transient.absolute"),
  };
  if (transient.idle > transient.absolute) {
    throw new SessionConfigError(
      "lifetime.transient.idle",
      "is longer than lifetime.transient.absolute. Shorten it.",
    );
  }
  return { access: Math.min(access, transient.idle), ...transient };
}

/** Which end has come, or null. At its very millisecond a session is over. */
export function expiryReason(
  record: Pick<SessionRecord, "idleExpiresAt" | "absoluteExpiresAt">,
  now: number,
): EndReason | null {
  if (record.absoluteExpiresAt.getTime() <= now) return "expired_absolute";
  if (record.idleExpiresAt.getTime() <= now) return "expired_idle";
  return null;
}

/** When a session ends if it is not used, in milliseconds since the epoch. */
export function endOf(record: Pick<SessionRecord, "idleExpiresAt" | "absoluteExpiresAt">): number {
  return Math.min(record.idleExpiresAt.getTime(), record.absoluteExpiresAt.getTime());
}
