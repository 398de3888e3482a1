import { randomBytes } from "node:crypto";
import type { Duration, LifetimeOptions } from "@sessionkit/core";
import { PHASE_PRODUCTION_BUILD } from "next/constants";

// What is no duration, no strategy and so on is refused by `createSessions`, which names the option.
const { env } = process;

/** `next build` loads this too and answers no request: there it gets a secret that nobody keeps. */
export const secret: string | undefined =
  env.NEXT_PHASE === PHASE_PRODUCTION_BUILD
    ? randomBytes(32).toString("base64url")
    : env.SESSION_SECRET;

export const strategy = (env.SESSION_STRATEGY || "jwt") as "jwt" | "database";

/** Short ones let one watch a session run out. */
export const lifetime: LifetimeOptions = {
  access: duration("SESSION_ACCESS", "15m"),
  idle: duration("SESSION_IDLE", "7d"),
  absolute: duration("SESSION_ABSOLUTE", "30d"),
};

export const grace: Duration | 0 = env.SESSION_GRACE === "0" ? 0 : duration("SESSION_GRACE", "2m");

/** How recent the password has to be for what is sensitive. */
export const fresh: Duration = duration("SESSION_FRESH", "10m");

/** How many proxies of one's own stand in front, and so which of the forwarded addresses is believed. */
export const trustProxy = Number(env.TRUST_PROXY || 0);

function duration(name: string, fallback: Duration): Duration {
  return (env[name] as Duration | undefined) || fallback;
}
