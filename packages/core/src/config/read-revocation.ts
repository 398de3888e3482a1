import { durationMs } from "../base/duration.ts";
import { SessionConfigError } from "../base/errors.ts";
import { readChoice } from "../base/option-values.ts";
import { resolveLifetime } from "../session/lifetime.ts";
import { hasRevocationFeed } from "../store/revocation-feed.ts";
import { DEFAULTS } from "./defaults.ts";
import type { AnyOptions } from "./options.ts";

/** How current the denylist is kept. In milliseconds. */
export interface RevocationSettings {
  readonly pollEvery: number;
  readonly maxStale: number;
  readonly whenUnavailable: "refuse" | "trust";
  /** An access token is not trusted if it was issued longer ago than this, and an entry of the denylist may then end. */
  readonly longestAccess: number;
}

/** The longest `lifetime.access` without `allowLongAccess`, so that a process knows the tokens of one with other options. */
const HOUR = 3_600_000;

export function readRevocation({
  revocation,
  store,
  lifetime = {},
}: AnyOptions): RevocationSettings {
  if (revocation && !(store && hasRevocationFeed(store))) {
    throw new SessionConfigError(
      "revocation",
      "needs a store with a revocation feed. Memory and Redis have one; name its table in the options of another store.",
    );
  }
  const {
    pollEvery = DEFAULTS.pollEvery,
    maxStale = DEFAULTS.maxStale,
    whenUnavailable = DEFAULTS.whenUnavailable,
  } = revocation ?? {};
  const settings = {
    pollEvery: durationMs(pollEvery, "revocation.pollEvery"),
    maxStale: durationMs(maxStale, "revocation.maxStale"),
    whenUnavailable: readChoice(whenUnavailable, ["refuse", "trust"], "revocation.whenUnavailable"),
    longestAccess:
      typeof lifetime === "function"
        ? HOUR
        : Math.max(HOUR, resolveLifetime(lifetime, true).access),
  };
  if (settings.pollEvery >= settings.maxStale) {
    throw new SessionConfigError(
      "revocation.pollEvery",
      "is not shorter than revocation.maxStale, and every request would wait for a read. Shorten it.",
    );
  }
  return settings;
}
