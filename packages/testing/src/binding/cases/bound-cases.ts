import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, countOf, newUser } from "../binding-subject.ts";
import { createBoundBrowser } from "../http/bound-browser.ts";
import { bound, cookieOf, due, signIn } from "./bound-subject.ts";
import { during } from "./during.ts";

/** With `deviceBound: "offer"`: what a browser needs from a server to keep its key. */
export const boundCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "a sign-in offers once to bind the session to a key, and no later answer does",
    async run(subject) {
      const browser = await createBoundBrowser(subject.raw);
      const offer = (await signIn(browser)).headers["secure-session-registration"];
      expect(offer).toMatch(
        /^\(ES256 RS256\);path="\/api\/auth\/bound\/register";challenge="[\w.-]+"$/,
      );
      for (const later of [
        await browser.open("/who"),
        await browser.send("/api/auth/session"),
        await browser.post("/note", { note: "a" }),
      ])
        expect(later.headers["secure-session-registration"], later.what).toBeUndefined();
    },
  },
  {
    title:
      "a browser registers its key and refreshes the session with it for as long as it is used",
    async run(subject) {
      const { app, setup } = subject;
      const { browser, user } = await bound(subject, async () =>
        expect(countOf(await app.control(), "session.bound")).toBe(1),
      );
      const cookie = cookieOf(setup);
      for (let turn = 0; turn < 3; turn++) {
        await due(subject, browser);
        const answer = await browser.refresh();
        expect(answer.status).toBe(200);
        expect(answer.json()).toEqual({
          session_identifier: browser.session.id,
          refresh_url: "/api/auth/bound/refresh",
          scope: { include_site: false, scope_specification: [] },
          credentials: [
            { type: "cookie", name: cookie, attributes: "Path=/; HttpOnly; Secure; SameSite=Lax" },
          ],
        });
        const set = answer.setCookies.find((line) => line.startsWith(`${cookie}=`)) ?? "";
        expect(set).toContain("; HttpOnly; Secure; SameSite=Lax");
        expect(Number(/Max-Age=(\d+)/.exec(set)?.[1])).toBeGreaterThanOrEqual(300);
        expect((await browser.send("/protected")).json()).toEqual({ user });
      }
    },
  },
  {
    title: "a page of a bound session that another site opens is loaded again, and only once",
    async run(subject) {
      const { browser, user } = await bound(subject);
      await due(subject, browser);
      const foreign = await browser.open("/who", "cross-site");
      expect([foreign.status, foreign.headers.refresh, foreign.text]).toEqual([200, "0", ""]);
      expect(foreign.headers["cache-control"]).toContain("no-store");
      const again = await browser.open("/who");
      expect([again.headers.refresh, again.json().user]).toEqual([undefined, null]);
      await browser.refresh();
      const refreshed = await browser.open("/who", "cross-site");
      expect([refreshed.headers.refresh, refreshed.json().user]).toEqual([undefined, user]);
    },
  },
  {
    title: "no header of a browser's own request leads to an answer that ends its binding",
    async run(subject) {
      const { browser, user } = await bound(subject);
      for (const headers of [
        { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
        { "sec-fetch-site": "", origin: "null" },
        { "x-http-method-override": "DELETE", "x-forwarded-host": "evil.example" },
        { "content-type": "application/json" },
        { "sec-purpose": "prefetch", "next-router-prefetch": "1" },
        { authorization: "Basic YTpi" },
        { accept: "text/html", "user-agent": "" },
      ]) {
        await due(subject, browser);
        const answer = await browser.refresh(headers);
        expect([JSON.stringify(headers), answer.status]).toEqual([JSON.stringify(headers), 200]);
        expect((await browser.send("/protected")).json()).toEqual({ user });
      }
    },
  },
  {
    title: "a browser's own request in an outage is 503, and the binding survives it",
    async run(subject) {
      const { browser, user } = await bound(subject);
      await due(subject, browser);
      await during(subject.app, async () => {
        for (let turn = 0; turn < 8; turn++) {
          const answer = await browser.refresh();
          expect([answer.status, answer.setCookies]).toEqual([503, []]);
        }
      });
      expect((await browser.refresh()).status).toBe(200);
      expect((await browser.send("/protected")).json()).toEqual({ user });
    },
  },
  {
    title:
      "a browser's own request is 503 while the application throws, and the binding survives it",
    async run(subject) {
      const { browser, user } = await bound(subject);
      await due(subject, browser);
      await subject.app.control({ claims: "throw" });
      for (let turn = 0; turn < 3; turn++) {
        const answer = await browser.refresh();
        expect([answer.status, answer.setCookies]).toEqual([503, []]);
      }
      await subject.app.control({ claims: "return" });
      expect((await browser.refresh()).status).toBe(200);
      expect((await browser.send("/protected")).json()).toEqual({ user });
    },
  },
  {
    title:
      "32 refreshes of a browser at once are all answered, none in a way that ends its binding",
    async run(subject) {
      const { browser, user } = await bound(subject);
      await due(subject, browser);
      const proof = { "secure-session-response": await browser.signs(browser.session.challenge) };
      const answers = await Promise.all(Array.from({ length: 32 }, () => browser.refresh(proof)));
      for (const { status } of answers) expect([200, 403, 503]).toContain(status);
      expect(answers.some(({ status }) => status === 200)).toBe(true);
      expect((await browser.send("/protected")).json()).toEqual({ user });
    },
  },
  {
    title: "a refresh after a sign-out, or without its session cookie, ends the binding alone",
    async run(subject) {
      for (const path of ["/sign-out", "/api/auth/logout"]) {
        const { browser } = await bound(subject);
        const copy = new Map(browser.cookies);
        expect((await browser.post(path)).status).toBe(200);
        expect(browser.cookies.has("__Host-session")).toBe(false);
        for (const cookies of [new Map(), copy]) {
          browser.cookies.clear();
          for (const [name, value] of cookies) browser.cookies.set(name, value);
          const answer = await browser.refresh();
          expect([path, answer.status, answer.setCookies]).toEqual([path, 200, []]);
          const { id } = browser.session;
          expect(answer.json()).toEqual({ session_identifier: id, continue: false });
        }
      }
    },
  },
  {
    title: "the refresh of a session that a sign-in has replaced leaves the new one alone",
    async run(subject) {
      const { browser } = await bound(subject);
      const { id } = browser.session;
      const user = newUser();
      const offering = await signIn(browser, user);
      const answer = await browser.refresh();
      expect([answer.status, answer.setCookies]).toEqual([200, []]);
      expect(answer.json()).toEqual({ session_identifier: id, continue: false });
      expect((await browser.register(offering))?.status).toBe(200);
      expect((await browser.send("/protected")).json()).toEqual({ user });
    },
  },
];
