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

/** How recent the password has to be for what is sensitive. */
export const fresh = duration("SESSION_FRESH", "10m");

/** How many proxies of one's own stand in front, and so which of the forwarded addresses is believed. */
export const trustProxy = Number(env.TRUST_PROXY || 0);

export const redisUrl = env.REDIS_URL;
export const redisPrefix = env.REDIS_PREFIX;

/** The service whose access tokens are taken beside one's own sessions. */
export const partner = {
  jwks: new URL(env.PARTNER_JWKS || "http://localhost:3001/.well-known/jwks.json"),
  issuer: env.PARTNER_ISSUER || "express-api",
  audience: env.PARTNER_AUDIENCE || "sessionkit-apps",
};

/** The passwords of the demo users are public: nobody else's machine gets to try them, unless `HOST` says so. */
export const host = env.HOST || "127.0.0.1";

/** 0 is any that is free. */
export const port = Number(env.PORT || 3002);

function duration(name: string, fallback: Duration): Duration {
  return (env[name] as Duration | undefined) || fallback;
}
