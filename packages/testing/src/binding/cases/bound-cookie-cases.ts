import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, countOf } from "../binding-subject.ts";
import { bound, cookieOf, due } from "./bound-subject.ts";

/** With `deviceBound: "offer"`: cookies that late answers have set. The owner of the session notices nothing. */
export const boundCookieCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "a page with a cookie that proves nothing is loaded again once, without the cookie",
    async run(subject) {
      const { app, setup } = subject;
      const { browser, user } = await bound(subject);
      await due(subject, browser);
      const cookie = cookieOf(setup);
      const lost = await browser.thief();
      await app.control();
      for (const one of [browser, lost]) {
        one.cookies.set(cookie, "stale");
        const page = await one.open("/protected");
        expect([page.status, page.headers.refresh, page.text]).toEqual([200, "0", ""]);
        expect(page.headers["cache-control"]).toContain("no-store");
        expect(page.setCookies.map((line) => line.split(";", 1)[0])).toEqual([`${cookie}=`]);
      }
      expect(countOf(await app.control(), "session.binding_lost")).toBe(0);
      expect((await browser.refresh()).status).toBe(200);
      expect((await browser.open("/protected")).json()).toEqual({ user });
      const again = await lost.open("/protected");
      expect([again.headers.refresh, again.setCookies]).toEqual([undefined, []]);
      expect(again.status).not.toBe(200);
      expect(countOf(await app.control(), "session.binding_lost")).toBe(1);
    },
  },
  {
    title: "a script with a cookie that proves nothing is refused once, which deletes the cookie",
    async run(subject) {
      const { browser, user } = await bound(subject);
      await due(subject, browser);
      const cookie = cookieOf(subject.setup);
      browser.cookies.set(cookie, "stale");
      const refused = await browser.post("/protected");
      expect([refused.status, refused.json().code]).toEqual([401, "binding_required"]);
      expect(refused.headers.refresh).toBeUndefined();
      expect(browser.cookies.has(cookie)).toBe(false);
      expect((await browser.refresh()).status).toBe(200);
      expect((await browser.post("/protected")).json()).toEqual({ user });
    },
  },
  {
    title:
      "an access cookie from before a step-up, which a late answer has set, signs in until its end",
    async run(subject) {
      const { browser, user } = await bound(subject);
      const cookie = cookieOf(subject.setup);
      const before = browser.cookies.get(cookie) as string;
      expect((await browser.post("/step-up")).status).toBe(200);
      browser.cookies.set(cookie, before);
      for (const path of ["/protected", "/now", "/fresh"]) {
        const answer = await browser.open(path);
        expect([path, answer.status, answer.text]).toEqual([path, 200, JSON.stringify({ user })]);
        browser.cookies.set(cookie, before);
      }
      await due(subject, browser);
      browser.cookies.set(cookie, before);
      expect((await browser.post("/protected")).status).toBe(401);
    },
  },
];
