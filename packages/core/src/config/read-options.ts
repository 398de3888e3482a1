import { type Clock, systemClock } from "../base/clock.ts";
import { durationMs } from "../base/duration.ts";
import { SessionConfigError } from "../base/errors.ts";
import { readChoice, readWhole } from "../base/option-values.ts";
import { checkId } from "../base/text.ts";
import { checkTrustedProxies } from "../request/client-address.ts";
import { MAX_DATA_BYTES } from "../session/data.ts";
import { type Lifetime, type LifetimeSubject, resolveLifetime } from "../session/lifetime.ts";
import type { RotationTiming } from "../session/rotation.ts";
import { readUserIds, type UserIdCodec, type UserIds } from "../session/user-ids.ts";
import { checkSecrets } from "../tokens/keys.ts";
import type { VerifiedTokensOptions } from "../tokens/verified-tokens.ts";
import { checkOptions } from "./check-options.ts";
import { DEFAULTS } from "./defaults.ts";
import type { AnyOptions } from "./options.ts";
import { type AdoptionSettings, readAdoption } from "./read-adoption.ts";
import { checkAccessLifetime, readDeviceBound } from "./read-device-bound.ts";
import { type AllowedOrigins, readAllowedOrigins, readCors, readOrigin } from "./read-origins.ts";
import { type RevocationSettings, readRevocation } from "./read-revocation.ts";
import { readTiming } from "./read-timing.ts";

interface Limit {
  readonly perUser: number;
  readonly policy: "evict-oldest" | "refuse";
}

/** The options, checked, with the defaults filled in. Durations in milliseconds. */
export interface Settings {
  readonly mode: "database" | "jwt" | "stateless";
  readonly now: Clock;
  readonly secrets: readonly string[];
  readonly timeout: number;
  readonly origin: URL | null;
  readonly allowedOrigins: AllowedOrigins;
  /** Whether the endpoints answer requests of `allowedOrigins` with the headers of CORS. */
  readonly cors: boolean;
  readonly basePath: string;
  readonly issuer: string;
  readonly audience: string;
  readonly cache: VerifiedTokensOptions | false;
  readonly refreshInline: boolean;
  readonly timing: RotationTiming;
  readonly onReuse: "session" | "user";
  readonly limit: Limit | null;
  readonly revocation: RevocationSettings;
  /** Which client information is stored. */
  readonly stored: { readonly ip: boolean; readonly userAgent: boolean };
  /** Infinite if activity is switched off. */
  readonly activityInterval: number;
  readonly trustedProxies: number;
  /** Captures the token of an `Authorization` header with an accepted scheme. */
  readonly bearer: RegExp;
  readonly maxDataBytes: number;
  readonly userIds: UserIds;
  /** Null if no sessions of other libraries are adopted. */
  readonly adoption: AdoptionSettings | null;
  /** Whether browsers are offered to bind a session to a key. */
  readonly deviceBound: boolean;
}

/** Throws `SessionConfigError` for a configuration that cannot work. */
export function readSettings(options: AnyOptions): Settings {
  checkOptions(options);
  const mode = readMode(options);
  const origin = readOrigin(options);
  const allowedOrigins = readAllowedOrigins(options.allowedOrigins);
  return {
    mode,
    now: options.clock ?? systemClock,
    secrets: checkSecrets(options.secret),
    timeout: durationMs(options.timeout ?? DEFAULTS.timeout, "timeout"),
    origin,
    allowedOrigins,
    cors: readCors(options, allowedOrigins),
    basePath: readBasePath(options),
    ...readNames(options, origin),
    cache: readCache(options),
    refreshInline: readRefresh(options, mode),
    timing: readTiming(options),
    onReuse: readChoice(options.onReuse ?? DEFAULTS.onReuse, ["session", "user"], "onReuse"),
    limit: readLimit(options),
    revocation: readRevocation(options),
    ...readActivity(options),
    trustedProxies: checkTrustedProxies(options.trustProxy ?? 0),
    bearer: readBearerScheme(options),
    maxDataBytes: readWhole(options.maxDataBytes ?? MAX_DATA_BYTES, "maxDataBytes", 2, 1_048_576),
    userIds: readUserIds(options.userId as UserIdCodec<never> | undefined),
    adoption: readAdoption(options),
    deviceBound: readDeviceBound(options, origin),
  };
}

function readMode({ strategy, store }: AnyOptions): Settings["mode"] {
  if (readChoice(strategy, ["jwt", "database"], "strategy") === "jwt")
    return store ? "jwt" : "stateless";
  if (!store) {
    throw new SessionConfigError(
      "store",
      'strategy "database" keeps its sessions in one. Pass a store, or use "jwt".',
    );
  }
  return "database";
}

function readLimit({ limit, store }: AnyOptions): Limit | null {
  if (!limit) return null;
  if (!store) {
    throw new SessionConfigError(
      "limit",
      "sessions can only be counted in a store. Pass one, or leave this out.",
    );
  }
  const { perUser, policy = DEFAULTS.limitPolicy } = limit;
  return {
    perUser: readWhole(perUser, "limit.perUser", 1),
    policy: readChoice<Limit["policy"]>(policy, ["evict-oldest", "refuse"], "limit.policy"),
  };
}

function readBearerScheme({ bearerScheme = DEFAULTS.bearerScheme }: AnyOptions): RegExp {
  const schemes = [bearerScheme].flat();
  if (schemes.length === 0 || !schemes.every((scheme) => /^[a-z][a-z\d-]*$/i.test(scheme))) {
    throw new SessionConfigError(
      "bearerScheme",
      `expected the name of a scheme such as "Bearer", or a list, got ${JSON.stringify(bearerScheme)}.`,
    );
  }
  return new RegExp(`^(?:${schemes.join("|")}) +(\\S+)$`, "i");
}

function readNames(
  { issuer, audience }: AnyOptions,
  origin: URL | null,
): { issuer: string; audience: string } {
  const name = checkId(issuer ?? origin?.origin ?? DEFAULTS.issuer, "issuer");
  return { issuer: name, audience: checkId(audience ?? name, "audience") };
}

function readCache({ verifiedTokens = {} }: AnyOptions): VerifiedTokensOptions | false {
  const entries = verifiedTokens === false ? undefined : verifiedTokens.entries;
  if (entries !== undefined) readWhole(entries, "verifiedTokens.entries", 1);
  return verifiedTokens;
}

function readBasePath({ basePath: path = DEFAULTS.basePath }: AnyOptions): string {
  if (!/^(\/[\w.~-]+)+$/.test(path)) {
    throw new SessionConfigError(
      "basePath",
      `expected a path such as "/api/auth", got ${JSON.stringify(path)}.`,
    );
  }
  return path;
}

function readRefresh(options: AnyOptions, mode: Settings["mode"]): boolean {
  readChoice(options.refresh ?? "inline", ["inline", "endpoint"], "refresh");
  if (options.refresh === "endpoint" && mode === "database") {
    throw new SessionConfigError(
      "refresh",
      '"endpoint" hides the session cookie, which strategy "database" needs on every route. Leave it out.',
    );
  }
  return options.refresh !== "endpoint";
}

/** Fixed lifetimes are checked now. The result of a lifetime function is checked at each call, by the same rules. */
export function readLifetime(
  { lifetime = {}, strategy, deviceBound }: AnyOptions,
  { parse }: UserIds,
): (subject: LifetimeSubject<unknown>) => Lifetime {
  if (typeof lifetime === "function") {
    return (subject) => {
      const userId = parse(subject.userId) as string;
      const resolved = resolveLifetime(lifetime({ ...subject, userId }), subject.remember);
      if (deviceBound && strategy === "jwt") checkAccessLifetime(resolved.access);
      return resolved;
    };
  }
  const remembered = resolveLifetime(lifetime, true);
  const transient = resolveLifetime(lifetime, false);
  return ({ remember }) => (remember ? remembered : transient);
}

/** A lifetime function is about users: guests then have the default lifetimes. */
export function readGuestLifetime({ lifetime = {} }: AnyOptions): (remember: boolean) => Lifetime {
  return (remember) => resolveLifetime(typeof lifetime === "function" ? {} : lifetime, remember);
}

function readActivity({ activity }: AnyOptions): Pick<Settings, "stored" | "activityInterval"> {
  const isOn = activity !== false;
  const { every = DEFAULTS.activityEvery, ip = isOn, userAgent = isOn } = activity || {};
  const interval = isOn ? durationMs(every, "activity.every") : Number.POSITIVE_INFINITY;
  return { stored: { ip, userAgent }, activityInterval: interval };
}
