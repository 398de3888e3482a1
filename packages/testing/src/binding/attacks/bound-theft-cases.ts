import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, countOf } from "../binding-subject.ts";
import { bound, due, signIn } from "../cases/bound-subject.ts";
import { createBoundBrowser } from "../http/bound-browser.ts";

/** With `deviceBound: "offer"`: requests without the key, which are refused. */
export const boundTheftCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "a bound session is refused without a proof, which is no sign-out",
    async run(subject) {
      const { browser, user } = await bound(subject);
      await due(subject, browser);
      for (const [method, path] of REFUSED) {
        const answer = await browser.send(path, { method, ...(method === "POST" && JSON_BODY) });
        expect([path, answer.status, answer.setCookies]).toEqual([path, 401, []]);
        // The application answers what a verb throws in its own way.
        if (path !== "/note") expect(answer.json()).toMatchObject({ code: "binding_required" });
      }
      expect((await browser.send("/who")).json().user).toBeNull();
      expect((await browser.refresh()).status).toBe(200);
      expect((await browser.send("/protected")).json()).toEqual({ user });
    },
  },
  {
    title: "a copy of the cookies is worth nothing after the access token, and its owner stays",
    async run(subject) {
      const { browser, user } = await bound(subject);
      const thief = await browser.thief();
      await due(subject, browser);
      const proof = await browser.signs(browser.session.challenge);
      const { id } = browser.session;
      const own = async (path: string, headers: Record<string, string>) =>
        thief.send(`/api/auth/bound/${path}`, { method: "POST", headers });
      const attempts = [
        await thief.send("/who"),
        await thief.open("/protected"),
        await thief.post("/note", { note: "theirs" }),
        await thief.send("/api/auth/refresh", { method: "POST" }),
        await thief.post("/api/auth/refresh", {
          sessionToken: thief.cookies.get("__Host-session"),
        }),
        await thief.send("/protected", {
          headers: { authorization: `Bearer ${thief.cookies.get("__Host-session")}`, cookie: "" },
        }),
        await own("refresh", {}),
        await own("refresh", { "sec-secure-session-id": id }),
        await own("refresh", {
          "sec-secure-session-id": id,
          "secure-session-response": await thief.signs(browser.session.challenge),
        }),
        await own("register", { "secure-session-response": proof }),
      ];
      for (const { what, status, setCookies, text } of attempts) {
        const renewed = setCookies.filter((line) => !/^[\w-]+=;/.test(line));
        expect([what, status, renewed, text.includes(user)]).toEqual([what, status, [], false]);
      }
      expect((await browser.refresh()).status).toBe(200);
      expect((await browser.send("/protected")).json()).toEqual({ user });
    },
  },
  {
    title: "a browser without a proof, or with an old one, gets a challenge and no cookie",
    async run(subject) {
      const { browser } = await bound(subject);
      await due(subject, browser);
      const used = await browser.signs(browser.session.challenge);
      expect((await browser.refresh()).status).toBe(200);
      await due(subject, browser);
      for (const proof of ["", used, "garbage", `${used}x`]) {
        const answer = await browser.refresh({ "secure-session-response": proof });
        const { status, setCookies, headers } = answer;
        const expected = proof === `${used}x` ? 401 : 403;
        expect([proof, status, setCookies]).toEqual([proof, expected, []]);
        if (status === 403)
          expect(headers["secure-session-challenge"]).toBe(
            `"${browser.session.challenge}";id="${browser.session.id}"`,
          );
      }
      expect((await browser.refresh()).status).toBe(200);
    },
  },
  {
    title: "a session with a key takes no other one, and a signature of another key is an event",
    async run(subject) {
      const { app } = subject;
      const browser = await createBoundBrowser(subject.raw);
      const offering = await signIn(browser);
      const thief = await browser.thief();
      expect((await browser.register(offering))?.status).toBe(200);
      const taken = await thief.register(offering);
      expect([taken?.status, taken?.setCookies]).toEqual([409, []]);
      await due(subject, browser);
      expect((await browser.refresh()).status).toBe(200);
      Object.assign(thief.session, browser.session);
      await app.control();
      const wrong = await thief.refresh();
      expect([wrong.status, wrong.setCookies]).toEqual([401, []]);
      expect(countOf(await app.control(), "session.binding_failed")).toBe(1);
      await due(subject, browser);
      expect((await browser.refresh()).status).toBe(200);
    },
  },
  {
    title: "a user who has lost the key proves who they are, and gets another offer",
    async run(subject) {
      const { browser, user } = await bound(subject);
      const restored = await browser.thief();
      await due(subject, restored);
      expect((await restored.send("/protected")).status).toBe(401);
      const stepped = await restored.post("/step-up");
      expect([stepped.status, stepped.json().user]).toEqual([200, user]);
      expect((await restored.register(stepped))?.status).toBe(200);
      await due(subject, restored);
      expect((await restored.refresh()).status).toBe(200);
      expect((await restored.send("/protected")).json()).toEqual({ user });
    },
  },
];

/** What needs a session, and what a session token would renew if its session were not bound. */
const REFUSED = [
  ["GET", "/protected"],
  ["GET", "/now"],
  ["GET", "/fresh"],
  ["POST", "/note"],
  ["GET", "/api/auth/sessions"],
  ["POST", "/api/auth/refresh"],
] as const;

const JSON_BODY = {
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ note: "a" }),
};
