import { randomBytes } from "node:crypto";
import type { Duration, LifetimeOptions } from "@sessionkit/core";

// What is no duration, no strategy and so on is refused by `createSessions`, which names the option.
const { env } = process;

/** Without one everybody has to sign in again after a restart. */
export const secret = env.SESSION_SECRET || randomBytes(32).toString("base64url");

export const strategy = (env.SESSION_STRATEGY || "jwt") as "jwt" | "database";

/** Short ones let one watch a session run out. */
export const lifetime: LifetimeOptions = {
  access: duration("SESSION_ACCESS", "15m"),
  idle: duration("SESSION_IDLE", "7d"),
  absolute: duration("SESSION_ABSOLUTE", "30d"),
};

export const grace: Duration | 0 = env.SESSION_GRACE === "0" ? 0 : duration("SESSION_GRACE", "2m");

/** How recent the password has to be for what is sensitive. */
export const fresh = duration("SESSION_FRESH", "10m");

/** What access tokens say of who made them and for whom; whoever verifies them asks for the same. */
export const issuer = env.SESSION_ISSUER || "express-api";
export const audience = env.SESSION_AUDIENCE || "sessionkit-apps";

/** How many proxies of one's own stand in front, and so which of the forwarded addresses is believed. */
export const trustProxy = Number(env.TRUST_PROXY || 0);

/** Seconds within which an open WebSocket notices that another process has ended its session. */
export const liveRecheck = Number(env.LIVE_RECHECK || 60);

export const databaseUrl = env.DATABASE_URL || "file:express-api.db";

/** The passwords of the demo users are public: nobody else's machine gets to try them, unless `HOST` says so. */
export const host = env.HOST || "127.0.0.1";

/** 0 is any that is free. */
export const port = Number(env.PORT || 3001);

function duration(name: string, fallback: Duration): Duration {
  return (env[name] as Duration | undefined) || fallback;
}
