import { type Clock, systemClock } from "../base/clock.ts";
import { durationMs } from "../base/duration.ts";
import { SessionConfigError } from "../base/errors.ts";
import { checkHops } from "../request/client-address.ts";
import type { Ask } from "../store/guard-store.ts";
import { MAX_DATA_BYTES } from "../session/data.ts";
import { type Lifetime, type LifetimeSubject, lifetimeOf } from "../session/lifetime.ts";
import type { LoadUser } from "../session/loader.ts";
import type { RotationPace } from "../session/rotation.ts";
import { refuseSensitiveMembers } from "../session/sensitive-members.ts";
import { RESERVED_CLAIMS } from "../tokens/access-token.ts";
import { checkSecrets } from "../tokens/keys.ts";
import type { VerifiedTokensOptions } from "../tokens/verified-tokens.ts";
import type { AnyOptions, LimitOptions } from "./options.ts";

/** What the options say, checked, with the defaults filled in. */
export interface Settings {
  readonly mode: "database" | "jwt" | "stateless";
  readonly now: Clock;
  readonly secrets: readonly string[];
  readonly timeout: number;
  readonly origin: URL | null;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly basePath: string;
  readonly issuer: string;
  readonly audience: string;
  readonly cache: VerifiedTokensOptions | false;
  readonly refreshInline: boolean;
  readonly pace: RotationPace;
  readonly onReuse: "session" | "user";
  readonly limit: LimitOptions | null;
  readonly kept: { readonly ip: boolean; readonly userAgent: boolean };
  readonly activityEvery: number;
  readonly hops: number;
  readonly maxDataBytes: number;
}

export function readSettings(options: AnyOptions): Settings {
  const mode = readMode(options);
  const origin = options.origin === undefined ? null : parseOrigin(options.origin, "origin");
  return {
    mode,
    now: options.clock ?? systemClock,
    secrets: checkSecrets(options.secret),
    timeout: durationMs(options.timeout ?? "2s", "timeout"),
    origin,
    allowedOrigins: new Set(
      (options.allowedOrigins ?? []).map(
        (allowed) => parseOrigin(allowed, "allowedOrigins").origin,
      ),
    ),
    basePath: readBasePath(options),
    ...readNames(options, origin),
    cache: options.verifiedTokens ?? {},
    refreshInline: readRefresh(options, mode),
    pace: readPace(options),
    onReuse: options.onReuse ?? "session",
    limit: readLimit(options),
    kept: readKept(options),
    activityEvery: readActivityEvery(options),
    hops: checkHops(options.trustProxy ?? 0),
    maxDataBytes: readMaxDataBytes(options),
  };
}

function readMode({ strategy, store }: AnyOptions): Settings["mode"] {
  if (strategy !== "jwt" && strategy !== "database") {
    throw new SessionConfigError(
      "strategy",
      `expected "jwt" or "database", got ${JSON.stringify(strategy)}.`,
    );
  }
  if (strategy === "jwt") return store ? "jwt" : "stateless";
  if (!store) {
    throw new SessionConfigError(
      "store",
      'strategy "database" keeps its sessions in one. Pass a store, or use "jwt".',
    );
  }
  return "database";
}

function readLimit({ limit, store }: AnyOptions): LimitOptions | null {
  if (!limit) return null;
  if (!store) {
    throw new SessionConfigError(
      "limit",
      "sessions can only be counted in a store. Pass one, or leave this out.",
    );
  }
  if (!Number.isInteger(limit.perUser) || limit.perUser < 1) {
    throw new SessionConfigError("limit.perUser", "expected a whole number from 1.");
  }
  return limit;
}

function readMaxDataBytes({ maxDataBytes = MAX_DATA_BYTES }: AnyOptions): number {
  if (!Number.isInteger(maxDataBytes) || maxDataBytes < 2 || maxDataBytes > 1_048_576) {
    throw new SessionConfigError("maxDataBytes", "expected a whole number from 2 to 1048576.");
  }
  return maxDataBytes;
}

function readNames(
  { issuer, audience }: AnyOptions,
  origin: URL | null,
): { issuer: string; audience: string } {
  const name = issuer ?? origin?.origin ?? "sessionkit";
  return { issuer: name, audience: audience ?? name };
}

function parseOrigin(text: string, option: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.origin !== text.replace(/\/$/, "")) {
    throw new SessionConfigError(
      option,
      `expected an origin such as "https://app.example", got ${JSON.stringify(text)}.`,
    );
  }
  return url;
}

function readBasePath({ basePath: path = "/api/auth" }: AnyOptions): string {
  if (!/^(\/[\w.~-]+)+$/.test(path)) {
    throw new SessionConfigError(
      "basePath",
      `expected a path such as "/api/auth", got ${JSON.stringify(path)}.`,
    );
  }
  return path;
}

function readRefresh(options: AnyOptions, mode: Settings["mode"]): boolean {
  if (options.refresh === "endpoint" && mode === "database") {
    throw new SessionConfigError(
      "refresh",
      '"endpoint" hides the session cookie, which strategy "database" needs on every route. Leave it out.',
    );
  }
  return options.refresh !== "endpoint";
}

export function readLoadUser({ loadUser }: AnyOptions, ask: Ask): LoadUser | null {
  if (!loadUser) return null;
  return async (userId) => (await ask("loadUser", () => loadUser(userId))) ?? null;
}

export function readClaims(
  { claims, loadUser }: AnyOptions,
  joins: boolean,
): (user: unknown) => object {
  if (!claims) return () => ({});
  if (!loadUser && !joins)
    throw new SessionConfigError("claims", "are made from the user. Pass loadUser too.");
  return (user) => {
    const made = claims(user);
    refuseSensitiveMembers(made, "claims");
    for (const name of Object.keys(made)) {
      if (RESERVED_CLAIMS.has(name)) {
        throw new SessionConfigError(
          `claims.${name}`,
          "is a name that tokens use themselves. Choose another.",
        );
      }
    }
    return made;
  };
}

/** Fixed lifetimes are checked now and a resolver's at each use, against the same rules. */
export function readLifetime({
  lifetime = {},
}: AnyOptions): (subject: LifetimeSubject<unknown>) => Lifetime {
  if (typeof lifetime === "function")
    return (subject) => lifetimeOf(lifetime(subject), subject.remember);
  const kept = lifetimeOf(lifetime, true);
  const brief = lifetimeOf(lifetime, false);
  return ({ remember }) => (remember ? kept : brief);
}

function readPace({ strategy, grace = "2m", rotateEvery }: AnyOptions): RotationPace {
  const ms = grace === 0 ? 0 : durationMs(grace, "grace");
  if (ms > 300_000)
    throw new SessionConfigError(
      "grace",
      "is longer than 300 seconds, and a thief would be forgiven as long. Shorten it.",
    );
  if (strategy === "jwt") {
    if (rotateEvery !== undefined)
      throw new SessionConfigError(
        "rotateEvery",
        'strategy "jwt" rotates at every refresh. Leave it out.',
      );
    return { grace: ms, every: ms };
  }
  return {
    grace: ms,
    every:
      rotateEvery === undefined
        ? Number.POSITIVE_INFINITY
        : Math.max(ms, durationMs(rotateEvery, "rotateEvery")),
  };
}

function readKept({ activity = {} }: AnyOptions): { ip: boolean; userAgent: boolean } {
  if (activity === false) return { ip: false, userAgent: false };
  return { ip: activity.ip ?? true, userAgent: activity.userAgent ?? true };
}

function readActivityEvery({ activity = {} }: AnyOptions): number {
  return activity === false
    ? Number.POSITIVE_INFINITY
    : durationMs(activity.every ?? "5m", "activity.every");
}
