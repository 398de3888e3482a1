import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, newUser } from "../binding-subject.ts";
import { base64url, createForge } from "../http/forge.ts";

/** Another application on the same host, with its own secret. */
const NEIGHBOUR = createForge("m2Xo8kTq5vYwR1sZbN7cJ4uE0hLfD9gPaKiWtQxVyBs=");

const sessions: Readonly<Record<string, string>> = {
  "another application with this library": NEIGHBOUR.sessionToken([
    "A".repeat(21),
    1,
    1,
    "B".repeat(22),
  ]),
  Flask: "eyJfZnJlc2giOmZhbHNlfQ.ZxYwVu.c2lnbmF0dXJlLW9mLWZsYXNr",
  "cookie-session": "eyJwYXNzcG9ydCI6e319",
  "express-session": "s%3Aabcdefghijklmnop.c2lnbmF0dXJl",
  "a stateless session of this library": NEIGHBOUR.sign(
    '{"alg":"HS256","kid":"AAAAAAAA","typ":"rt+jwt"}',
    "{}",
  ),
};

const accesses: readonly string[] = [
  NEIGHBOUR.sign(JSON.stringify(NEIGHBOUR.header), '{"sub":"eve"}'),
  `${base64url('{"alg":"RS256","typ":"JWT"}')}.${base64url("{}")}.c2ln`,
  "opaque",
];

/** Cookies are not isolated by port (RFC 6265, section 8.5): on localhost, applications receive each other's. */
export const foreignCookieCases: readonly ContractCase<BindingSubject>[] = Object.entries(
  sessions,
).map(([name, value]) => ({
  title: `a session cookie of ${name} is never cleared`,
  async run({ signedOut }) {
    for (const access of accesses) {
      const client = signedOut();
      client.plant("session", value);
      client.plant("access", access);
      for (const [method, path, status] of [
        ["GET", "/who", 200],
        ["GET", "/protected", 401],
        ["GET", "/now", 401],
        ["GET", "/api/auth/session", 200],
        ["GET", "/api/auth/sessions", 401],
        ["GET", "/api/auth/refresh?redirect=/who", 303],
        ["POST", "/api/auth/refresh", 401],
        ["POST", "/step-up", 401],
        ["POST", "/sign-out", 200],
        ["POST", "/api/auth/logout", 200],
      ] as const) {
        const answer = await client.fetch(path, { method });
        expect([method, path, answer.status]).toEqual([method, path, status]);
        expect([path, answer.setCookies]).toEqual([path, []]);
      }
      const user = newUser();
      await client.post("/sign-in", { user });
      expect((await client.fetch("/who")).json().user).toBe(user);
    }
  },
}));
