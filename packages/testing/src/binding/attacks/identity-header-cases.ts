import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, isSignedIn, newUser } from "../binding-subject.ts";

/** Headers with which a client may pretend that a proxy has authenticated it. */
const claims: readonly Readonly<Record<string, string>>[] = [
  { "x-user-id": "admin" },
  { "x-user": "admin", "x-user-email": "admin@app.example", "x-user-role": "admin" },
  { "x-forwarded-user": "admin", "x-auth-request-user": "admin", "remote-user": "admin" },
  { "x-session-id": "admin", "x-session": "admin" },
  { "x-sessionkit-user": "admin", "x-sessionkit-session": "admin" },
  { "x-sessionkit-request": "GET /protected" },
  { "x-original-url": "/who", "x-rewrite-url": "/who" },
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
  { "x-middleware-subrequest": "src/middleware:src/middleware:src/middleware:src/middleware" },
  { "x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1" },
  { "x-forwarded-host": "localhost", "x-forwarded-proto": "https" },
];

export const identityHeaderCases: readonly ContractCase<BindingSubject>[] = [
  ...claims.map((headers) => ({
    title: `${JSON.stringify(headers)} gives no access, and does not change the user`,
    async run(subject: BindingSubject) {
      expect(await isSignedIn(subject, headers)).toBe(false);
      const user = newUser();
      const client = await subject.signedIn(user);
      expect((await client.fetch("/who", { headers })).json()).toMatchObject({
        user,
        role: "member",
      });
    },
  })),
  {
    title: "an address that a client makes up in a header is not recorded",
    async run({ signedOut }) {
      const client = signedOut();
      const headers = {
        "x-forwarded-for": "6.6.6.6, 7.7.7.7",
        forwarded: "for=6.6.6.6",
        "x-real-ip": "6.6.6.6",
        "cf-connecting-ip": "6.6.6.6",
        "true-client-ip": "6.6.6.6",
        "user-agent": `<script>alert(1)</script>${"x".repeat(2_000)}`,
      };
      await client.fetch("/sign-in", {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify({ user: newUser() }),
      });
      const answer = await client.fetch("/api/auth/sessions", { headers });
      expect(answer.text).not.toMatch(/6\.6\.6\.6|7\.7\.7\.7/);
      const [session] = answer.json().sessions as { ip: string | null; userAgent: string }[];
      expect([null, "127.0.0.1", "::1"]).toContain(session?.ip);
      expect(session?.userAgent.length).toBeLessThanOrEqual(512);
    },
  },
  {
    title: "a forwarded host makes no other origin trusted",
    async run({ raw }) {
      const headers = { host: "app.example", "content-type": "application/json" };
      const forged = { "x-forwarded-host": "evil.example", forwarded: "host=evil.example" };
      const answer = await raw("/sign-in", {
        method: "POST",
        headers: { ...headers, ...forged, origin: "https://evil.example" },
        body: JSON.stringify({ user: newUser() }),
      });
      expect([answer.status, answer.setCookies]).toEqual([403, []]);
    },
  },
  {
    title: "the endpoints reveal nothing to other sites",
    async run({ raw }) {
      for (const path of [
        "/.well-known/jwks.json",
        "/api/auth/jwks.json",
        "/api/auth",
        "/api/auth/",
        "/api/auth/users",
        "/api/auth/session/1",
        "/api/auth/sessions/../session",
        "/api/auth/sessions/%2e%2e",
        "/api/auth/constructor",
        "/api/auth/__proto__",
      ]) {
        const answer = await raw(path, { headers: { origin: "https://evil.example" } });
        expect([200, 308, 401, 404, 405], path).toContain(answer.status);
        if (answer.status === 200) expect(answer.json().session).toBeNull();
        expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
      }
    },
  },
];
