import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import {
  type BindingSubject,
  countOf,
  HOUR,
  newUser,
  ownerOf,
  sessionIdOf,
} from "../binding-subject.ts";

export const signInCases: readonly ContractCase<BindingSubject>[] = [
  {
    title:
      "signing in sets cookies that scripts and other sites cannot read and caches cannot store",
    async run({ signedOut, setup }) {
      const answer = await signedOut().post("/sign-in", { user: newUser() });
      const names = answer.setCookies.map((line) => line.split("=", 1)[0]);
      expect(names.toSorted()).toEqual(
        setup.strategy === "jwt" ? ["access", "session"] : ["session"],
      );
      for (const line of answer.setCookies) {
        const [pair, ...attributes] = line.split("; ");
        expect(pair).toMatch(/^[a-z]+=[\w.-]+$/);
        const sorted = attributes.map((one) => one.toLowerCase()).toSorted();
        const kept = sorted.filter((one) => !one.startsWith("expires="));
        expect(kept).toEqual([
          "httponly",
          expect.stringMatching(/^max-age=\d+$/),
          "path=/",
          "samesite=lax",
        ]);
      }
      // A day longer than the session, so that the server can still return why it ended.
      const age = 8 * 24 * 3_600;
      for (const name of names) {
        expect(maxAge(answer.setCookies, String(name))).toBeGreaterThan(age - 60);
        expect(maxAge(answer.setCookies, String(name))).toBeLessThanOrEqual(age);
      }
    },
  },
  {
    title: "on a host that is not this machine, cookies are Secure and have the __Host- prefix",
    async run({ raw, setup }) {
      const answer = await raw("/sign-in", {
        method: "POST",
        headers: { host: "app.example", "content-type": "application/json" },
        body: JSON.stringify({ user: newUser() }),
      });
      expect(answer.status).toBe(200);
      expect(answer.setCookies).toHaveLength(setup.strategy === "jwt" ? 2 : 1);
      for (const line of answer.setCookies) {
        expect(line).toMatch(/^__Host-(?:access|session)=.*; Path=\/;.*; Secure/);
        expect(line).not.toMatch(/domain/i);
      }
    },
  },
  {
    title: "signing in for this visit only sets cookies that end with the browser",
    async run({ signedOut }) {
      const client = signedOut();
      const answer = await client.post("/sign-in", { user: newUser(), remember: false });
      expect(answer.setCookies.length).toBeGreaterThan(0);
      for (const line of answer.setCookies) expect(line).not.toMatch(/Max-Age|Expires/i);
      expect(await ownerOf(client)).not.toBeNull();
    },
  },
  {
    title: "a sign-in with an earlier proof of identity is not fresh",
    async run({ app, signedOut }) {
      const { now } = (await signedOut().fetch("/api/auth/session")).json() as { now: number };
      for (const [ago, status] of [
        [0, 200],
        [HOUR, 401],
      ] as const) {
        const client = signedOut();
        await client.post("/sign-in", { user: newUser(), authenticatedAt: now - ago });
        expect([ago, (await client.fetch("/fresh")).status]).toEqual([ago, status]);
        expect((await client.fetch("/protected")).status).toBe(200);
      }
      await app.control();
    },
  },
  {
    title: "a sign-in that ends at a given time expires then",
    async run({ app, signedOut }) {
      const client = signedOut();
      const { now } = (await client.fetch("/api/auth/session")).json() as { now: number };
      await client.post("/sign-in", { user: newUser(), until: now + HOUR });
      expect((await client.fetch("/protected")).status).toBe(200);
      await app.control({ advance: HOUR + 10_000 });
      const answer = await client.fetch("/protected");
      expect([answer.status, answer.json().reason]).toEqual([401, "expired_absolute"]);
    },
  },
  {
    title: "signing in ends the session that the browser held, and emits an event for each",
    async run({ app, signedIn }) {
      const client = await signedIn();
      const before = client.copy();
      await app.control();
      const user = newUser();
      await client.post("/sign-in", { user });
      const report = await app.control();
      expect([countOf(report, "session.created"), countOf(report, "session.revoked")]).toEqual([
        1, 1,
      ]);
      expect(await ownerOf(client)).toBe(user);
      expect(await ownerOf(before)).toBeNull();
      expect(sessionIdOf(client)).not.toBe(sessionIdOf(before));
    },
  },
];

function maxAge(lines: readonly string[], name: string): number {
  const line = lines.find((one) => one.startsWith(`${name}=`)) ?? "";
  return Number(/Max-Age=(\d+)/.exec(line)?.[1]);
}
