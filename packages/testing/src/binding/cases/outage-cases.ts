import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, newUser, ownerOf, UNTIL_DUE } from "../binding-subject.ts";
import { during } from "./during.ts";

export const outageCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "an outage is 503 wherever the store is needed, and sets and clears no cookie",
    async run({ app, signedIn }) {
      const user = newUser();
      const client = await signedIn(user);
      const before = client.cookieHeader();
      await app.control({ advance: UNTIL_DUE });
      await during(app, async () => {
        for (const [method, path] of [
          ["GET", "/who"],
          ["GET", "/protected"],
          ["GET", "/now"],
          ["GET", "/fresh"],
          ["POST", "/step-up"],
          ["POST", "/note"],
          ["POST", "/append"],
          ["POST", "/sign-in"],
          ["GET", "/api/auth/session"],
          ["GET", "/api/auth/sessions"],
          ["GET", "/api/auth/refresh?redirect=/who"],
          ["POST", "/api/auth/refresh"],
          ["DELETE", `/api/auth/sessions/${"A".repeat(21)}`],
        ] as const) {
          const json = {
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ user, note: "a" }),
          };
          const withBody = method === "POST" && !path.startsWith("/api");
          const answer = await client.fetch(path, { method, ...(withBody && json) });
          expect([method, path, answer.status]).toEqual([method, path, 503]);
          expect(answer.headers["retry-after"], `${method} ${path}`).toMatch(/^\d+$/);
          expect(answer.setCookies, `${method} ${path}`).toEqual([]);
        }
      });
      expect(client.cookieHeader()).toBe(before);
      expect((await client.fetch("/protected")).json()).toEqual({ user });
    },
  },
  {
    title:
      "an error that an outage throws has the status 503 and a code, so that no handler takes it for 401",
    async run({ app, signedIn }) {
      const user = newUser();
      const client = await signedIn(user);
      expect((await client.fetch("/caught")).json()).toEqual({ user });
      await app.control({ advance: UNTIL_DUE });
      await during(app, async () => {
        const answer = await client.fetch("/caught");
        expect(answer.json()).toEqual({ status: 503, code: "session_store" });
        expect(answer.setCookies).toEqual([]);
      });
      expect((await client.fetch("/caught")).json()).toEqual({ user });
    },
  },
  {
    title: "a sign-out in an outage is 503, works in this instance at once, and can be sent again",
    async run({ app, signedIn }) {
      for (const path of ["/sign-out", "/sign-out?scope=all", "/api/auth/logout"]) {
        const client = await signedIn();
        const before = client.cookieHeader();
        await during(app, async () => {
          const answer = await client.post(path);
          expect([path, answer.status, answer.setCookies]).toEqual([path, 503, []]);
        });
        expect(client.cookieHeader()).toBe(before);
        expect((await client.copy().fetch("/protected")).status).toBe(401);
        const again = await client.post(path);
        expect([path, again.status, again.json().revoked]).toEqual([path, 200, 1]);
        expect(client.cookieHeader()).toBe("");
      }
    },
  },
  {
    title: "a signed-out request is answered normally in an outage",
    async run({ app, signedOut }) {
      await during(app, async () => {
        expect((await signedOut().open("/redirects")).status).toBe(303);
        expect((await signedOut().fetch("/who")).json().user).toBeNull();
        expect((await signedOut().fetch("/protected")).status).toBe(401);
      });
    },
  },
  {
    title: "a signed session continues in an outage until its access token expires",
    async run({ app, signedIn, setup }) {
      const client = await signedIn();
      await during(app, async () => {
        const expected = setup.strategy === "jwt" ? 200 : 503;
        expect((await client.fetch("/protected")).status).toBe(expected);
        expect((await client.fetch("/now")).status).toBe(503);
      });
    },
  },
  {
    title: "an outage signs no client in",
    async run({ app, signedOut, forge }) {
      const client = signedOut();
      const id = "A".repeat(21);
      client.plant("session", forge.sessionToken([id, 1, 1, "B".repeat(22)]));
      await during(app, async () => {
        expect((await client.fetch("/protected")).status).toBe(503);
        expect((await client.fetch("/who")).status).toBe(503);
      });
    },
  },
  {
    title: "64 requests across an outage are all signed in again after it",
    async run({ app, signedIn }) {
      const user = newUser();
      const client = await signedIn(user);
      await app.control({ advance: UNTIL_DUE });
      const tabs = Array.from({ length: 64 }, () => client.copy());
      await during(app, async () => {
        const answers = await Promise.all(tabs.map((tab) => tab.fetch("/protected")));
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
      });
      const answers = await Promise.all(tabs.map((tab) => tab.fetch("/protected")));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(await ownerOf(tabs[0] ?? client)).toBe(user);
    },
  },
];
