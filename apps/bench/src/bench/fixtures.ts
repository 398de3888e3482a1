import { createSecretKey } from "node:crypto";

export const SECRET = "x9Qd7vTzK2mLwR4pYc8uJb6nHs3fGe5a";
export const ORIGIN = "https://app.example";
/** The current time, so that the signed tokens do not expire during the benchmark. */
export const NOW = Date.now();
export const KEY = createSecretKey(Buffer.from(SECRET));

/** The claims of a typical access token. */
export function claimsOf(user: number) {
  return {
    userId: `3f0c2a9e-7d51-4c8b-9b1f-${String(user).padStart(12, "0")}`,
    id: `V1StGXR8_Z5jdHi6B${String(user).padStart(4, "0").slice(-4)}`,
    generation: 17,
    branch: 1,
    createdAt: NOW - 86_400_000,
    authenticatedAt: NOW - 86_400_000,
    expiresAt: NOW + 6 * 86_400_000,
    absoluteExpiresAt: NOW + 29 * 86_400_000,
    remember: true,
    actor: null,
    claims: { role: "editor", team: "north" },
    data: {},
    tokenExpiresAt: NOW + 3_600_000,
  };
}

/** The `Cookie` header of a browser, as a flat string like one read from a socket. */
export function cookieHeader(cookies: Readonly<Record<string, string>>): string {
  const pairs = Object.entries({ theme: "dark", ...cookies, _ga: "GA1.1.1387341721.1767603600" });
  return Buffer.from(pairs.map((pair) => pair.join("=")).join("; ")).toString("latin1");
}

/** Returns the items in turn, so that no measurement depends on a single string. */
export function roundRobin<T>(items: readonly T[]): () => T {
  let next = 0;
  return () => {
    if (next === items.length) next = 0;
    return items[next++] as T;
  };
}

/** A new string without a cached hash, like the header of each request. */
export function fresh(padded: string): string {
  return padded.slice(1);
}
