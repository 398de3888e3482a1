import { randomBytes } from "node:crypto";
import type { Duration, LifetimeOptions } from "@sessionkit/core";

// `createSessions` rejects invalid durations, strategies and so on, and names the option.
const { env } = process;

/** Without `SESSION_SECRET`, a restart signs all users out. */
export const secret = env.SESSION_SECRET || randomBytes(32).toString("base64url");

export const strategy = (env.SESSION_STRATEGY || "jwt") as "jwt" | "database";

/** Short ones make a session expire while you watch. */
export const lifetime: LifetimeOptions = {
  access: duration("SESSION_ACCESS", "15m"),
  idle: duration("SESSION_IDLE", "7d"),
  absolute: duration("SESSION_ABSOLUTE", "30d"),
};

/** The maximal age of the last password check for sensitive routes. */
export const fresh = duration("SESSION_FRESH", "10m");

/** The number of reverse proxies in front: decides which of the forwarded addresses is trusted. */
export const trustProxy = Number(env.TRUST_PROXY || 0);

export const redisUrl = env.REDIS_URL;
export const redisPrefix = env.REDIS_PREFIX;

/** The other service whose access tokens are accepted. */
export const partner = {
  jwks: new URL(env.PARTNER_JWKS || "http://localhost:3001/.well-known/jwks.json"),
  issuer: env.PARTNER_ISSUER || "express-api",
  audience: env.PARTNER_AUDIENCE || "sessionkit-apps",
};

/** Loopback by default, because the passwords of the demo users are public. */
export const host = env.HOST || "127.0.0.1";

/** 0 selects a free port. */
export const port = Number(env.PORT || 3002);

function duration(name: string, fallback: Duration): Duration {
  return (env[name] as Duration | undefined) || fallback;
}
