import { randomBytes } from "node:crypto";
import { type Duration, type LifetimeOptions, SessionConfigError } from "@sessionkit/core";
import { PHASE_PRODUCTION_BUILD } from "next/constants";

// `createSessions` rejects what is invalid otherwise, such as a strategy, and names the option.
const { env } = process;

/** `next build` loads this too and answers no request: there the secret is random. */
export const secret: string | undefined =
  env.NEXT_PHASE === PHASE_PRODUCTION_BUILD
    ? randomBytes(32).toString("base64url")
    : env.SESSION_SECRET;

export const strategy = (env.SESSION_STRATEGY || "jwt") as "jwt" | "database";

/** Short ones make a session expire while you watch. */
export const lifetime: LifetimeOptions = {
  access: duration("SESSION_ACCESS", "15m"),
  idle: duration("SESSION_IDLE", "7d"),
  absolute: duration("SESSION_ABSOLUTE", "30d"),
};

export const grace: Duration | 0 = env.SESSION_GRACE === "0" ? 0 : duration("SESSION_GRACE", "2m");

/** How recently the password must have been entered for sensitive pages. */
export const fresh: Duration = duration("SESSION_FRESH", "10m");

/** The number of reverse proxies in front: decides which of the forwarded addresses is trusted. */
export const trustProxy = Number(env.TRUST_PROXY || 0);

/** Throws here, at the start: a duration that only pages use would otherwise fail when they are opened. */
function duration(name: string, fallback: Duration): Duration {
  const text = env[name] || fallback;
  if (/^[1-9]\d*[smhdw]$/.test(String(text))) return text as Duration;
  throw new SessionConfigError(
    name,
    `expected a duration such as "90s", "15m" or "7d", got ${JSON.stringify(text)}.`,
  );
}
