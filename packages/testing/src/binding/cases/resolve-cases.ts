import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, countOf, DAY, newUser, sessionIdOf } from "../binding-subject.ts";

export const resolveCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "a signed-in request has the session and its claims",
    async run({ signedIn }) {
      const user = newUser("admin");
      const client = await signedIn(user);
      const answer = await client.fetch("/who");
      expect(answer.json()).toEqual({
        user,
        session: sessionIdOf(client),
        role: "admin",
        note: "",
      });
      expect(answer.setCookies).toEqual([]);
    },
  },
  {
    title: "a signed-out request has no session, and sets no cookie",
    async run({ signedOut }) {
      for (const path of ["/who", "/redirects"]) {
        const answer = await signedOut().open(path);
        expect(answer.setCookies).toEqual([]);
        if (path === "/who") {
          expect(answer.json()).toEqual({ user: null, session: null, role: null, note: null });
        }
      }
    },
  },
  {
    title:
      "what needs a session rejects signed-out requests with the reason, and accepts signed-in ones",
    async run({ signedOut, signedIn }) {
      const refused = await signedOut().fetch("/protected");
      expect(refused.status).toBe(401);
      expect(refused.headers["content-type"]).toMatch(/^application\/problem\+json/);
      expect(refused.json()).toMatchObject({ code: "session_required", reason: "absent" });
      expect(refused.setCookies).toEqual([]);
      const user = newUser();
      const client = await signedIn(user);
      for (const path of ["/protected", "/now", "/fresh"]) {
        const answer = await client.fetch(path);
        expect([answer.status, answer.json()]).toEqual([200, { user }]);
      }
    },
  },
  {
    title: "the end of a session by its expiry is one event of the request that finds it",
    async run({ app, signedIn }) {
      const client = await signedIn();
      await app.control({ advance: 8 * DAY });
      await app.control();
      expect((await client.fetch("/protected")).json().reason).toBe("expired_idle");
      expect(countOf(await app.control(), "session.expired")).toBe(1);
    },
  },
  {
    title: "neither what needs a session nor its refusal may be stored by a cache",
    async run({ signedOut, signedIn }) {
      for (const client of [signedOut(), await signedIn()]) {
        const answer = await client.fetch("/protected");
        expect(String(answer.headers["cache-control"])).toMatch(/private.*no-store/);
      }
    },
  },
  {
    title: "a session seen before costs no store read if it has an access token, else one",
    async run({ app, signedIn, setup, cannot }) {
      const client = await signedIn();
      await client.fetch("/who");
      await app.control();
      for (let turn = 0; turn < 3; turn++) await client.fetch("/protected");
      const each = cannot.includes("share") ? 2 : 1;
      expect((await app.control()).reads).toBe(setup.strategy === "jwt" ? 0 : 3 * each);
    },
  },
  {
    title: "a route with verify: store rejects an ended session, also with a valid access token",
    async run({ app, signedIn }) {
      const client = await signedIn();
      await app.control();
      expect((await client.fetch("/now")).status).toBe(200);
      expect((await app.control()).reads).toBeGreaterThan(0);
      const tab = client.copy();
      await client.fetch("/api/auth/logout", { method: "POST" });
      expect((await tab.fetch("/now")).status).toBe(401);
    },
  },
  {
    title: "the endpoint and the application return the same session",
    async run({ signedIn, signedOut }) {
      const user = newUser();
      const client = await signedIn(user);
      const answer = await client.fetch("/api/auth/session");
      expect(answer.json()).toMatchObject({
        status: "authenticated",
        user: { id: user, name: `User ${user}` },
        session: { id: sessionIdOf(client), userId: user, claims: { role: "member" } },
      });
      expect(answer.json().session).not.toHaveProperty("data");
      const unauthenticated = await signedOut().fetch("/api/auth/session");
      expect(unauthenticated.json()).toMatchObject({ status: "unauthenticated", reason: "absent" });
    },
  },
];
