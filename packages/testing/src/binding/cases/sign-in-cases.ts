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
    title: "signing in sets cookies that scripts, other sites and caches cannot have",
    async run({ stranger, setup }) {
      const answer = await stranger().post("/sign-in", { user: newUser() });
      const names = answer.setCookies.map((line) => line.split("=", 1)[0]);
      expect(names.toSorted()).toEqual(
        setup.strategy === "jwt" ? ["access", "session"] : ["session"],
      );
      for (const line of answer.setCookies) {
        const [pair, ...attributes] = line.split("; ");
        expect(pair).toMatch(/^[a-z]+=[\w.-]+$/);
        const said = attributes.map((one) => one.toLowerCase()).toSorted();
        const kept = said.filter((one) => !one.startsWith("expires="));
        expect(kept).toEqual([
          "httponly",
          expect.stringMatching(/^max-age=\d+$/),
          "path=/",
          "samesite=lax",
        ]);
      }
      // A day longer than the session, so that the server can still say why it ended.
      const age = 8 * 24 * 3_600;
      for (const name of names) {
        expect(maxAge(answer.setCookies, String(name))).toBeGreaterThan(age - 60);
        expect(maxAge(answer.setCookies, String(name))).toBeLessThanOrEqual(age);
      }
    },
  },
  {
    title: "on a host that is not this machine, cookies are Secure and bound to it by their names",
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
    async run({ stranger }) {
      const visitor = stranger();
      const answer = await visitor.post("/sign-in", { user: newUser(), remember: false });
      expect(answer.setCookies.length).toBeGreaterThan(0);
      for (const line of answer.setCookies) expect(line).not.toMatch(/Max-Age|Expires/i);
      expect(await ownerOf(visitor)).not.toBeNull();
    },
  },
  {
    title: "a sign-in with an earlier proof of identity is not fresh",
    async run({ app, stranger }) {
      const { now } = (await stranger().fetch("/api/auth/session")).json() as { now: number };
      for (const [ago, status] of [
        [0, 200],
        [HOUR, 401],
      ] as const) {
        const visitor = stranger();
        await visitor.post("/sign-in", { user: newUser(), authenticatedAt: now - ago });
        expect([ago, (await visitor.fetch("/fresh")).status]).toEqual([ago, status]);
        expect((await visitor.fetch("/protected")).status).toBe(200);
      }
      await app.control();
    },
  },
  {
    title: "a sign-in that ends at a given time is over then",
    async run({ app, stranger }) {
      const visitor = stranger();
      const { now } = (await visitor.fetch("/api/auth/session")).json() as { now: number };
      await visitor.post("/sign-in", { user: newUser(), until: now + HOUR });
      expect((await visitor.fetch("/protected")).status).toBe(200);
      await app.control({ advance: HOUR + 10_000 });
      const answer = await visitor.fetch("/protected");
      expect([answer.status, answer.json().reason]).toEqual([401, "expired_absolute"]);
    },
  },
  {
    title: "signing in ends the session that the browser held, and tells of both",
    async run({ app, signedIn }) {
      const visitor = await signedIn();
      const before = visitor.copy();
      await app.control();
      const user = newUser();
      await visitor.post("/sign-in", { user });
      const report = await app.control();
      expect([countOf(report, "session.created"), countOf(report, "session.revoked")]).toEqual([
        1, 1,
      ]);
      expect(await ownerOf(visitor)).toBe(user);
      expect(await ownerOf(before)).toBeNull();
      expect(sessionIdOf(visitor)).not.toBe(sessionIdOf(before));
    },
  },
];

function maxAge(lines: readonly string[], name: string): number {
  const line = lines.find((one) => one.startsWith(`${name}=`)) ?? "";
  return Number(/Max-Age=(\d+)/.exec(line)?.[1]);
}
