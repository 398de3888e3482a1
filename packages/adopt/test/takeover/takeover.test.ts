import { afterEach, describe, expect, test } from "vitest";
import type { Browser } from "../browser.ts";
import { startAuthJs5, startNextAuth4 } from "./auth-applications.ts";
import { browserWith, LATER, OWN, takeOver } from "./new-application.ts";
import { HOUR, type StartOld } from "./old-application.ts";
import { startH3, startIronSession } from "./sealed-applications.ts";
import { closeServers } from "./serve.ts";
import {
  startBetterAuth,
  startConnectRedis,
  startExpressSession,
  startLucia,
} from "./stored-applications.ts";
import { startTokens } from "./token-applications.ts";

/** A slow machine may take this long between the sign-in and its row. In milliseconds. */
const SLOW = 120_000;

const SOURCES: Readonly<Record<string, StartOld>> = {
  "express-session with passport": startExpressSession,
  "express-session with connect-redis": startConnectRedis,
  "next-auth 4, in cookies": startNextAuth4("cookie"),
  "next-auth 4, in a database": startNextAuth4("database"),
  "Auth.js 5, in cookies": startAuthJs5("cookie"),
  "Auth.js 5, in chunks of a cookie": startAuthJs5("chunks"),
  "Auth.js 5, in a database": startAuthJs5("database"),
  "iron-session 8": startIronSession(8),
  "iron-session 9": startIronSession(9),
  "h3 1": startH3(1),
  "h3 1 with the cookie of Nuxt": startH3(1, "nuxt-session"),
  "h3 2": startH3(2),
  "better-auth": startBetterAuth,
  "Lucia 3": startLucia,
  "a JWT of jsonwebtoken": startTokens("jsonwebtoken"),
  "a JWT of jose": startTokens("jose"),
};

afterEach(closeServers);

describe.each(Object.entries(SOURCES))("a user of %s", (_, start) => {
  test("stays signed in, until the old session would have ended, however active the user is", async () => {
    const { me, post, old, browser, advance, signedInAt } = await takeOver(start);
    expect(await old.accepts(browser.header)).toBe(true);
    const first = await me();
    expect(first).toMatchObject({ status: 200, session: { userId: old.userId } });
    const { id, createdAt, authenticatedAt, absoluteExpiresAt } = first.session ?? {};
    expect(Math.abs(Number(absoluteExpiresAt) - signedInAt - HOUR)).toBeLessThan(SLOW);
    expect(Math.abs(Number(createdAt) - signedInAt)).toBeLessThan(SLOW);
    expect(authenticatedAt).toBe(old.knowsSignIn ? createdAt : 0);
    for (let step = 0; step < 2; step++) {
      advance(LATER);
      expect(await post("/refresh")).toBe(200);
      expect((await me()).session).toMatchObject({ id, absoluteExpiresAt });
    }
    advance(LATER + SLOW);
    expect(await me()).toMatchObject({ session: null, reason: "expired_absolute" });
  });

  test("has one session after 64 parallel first requests, and each answer is accepted", async () => {
    const { me, copy, count, counts } = await takeOver(start);
    const tabs = Array.from({ length: 64 }, () => browserWith(copy));
    const answers = await Promise.all(tabs.map((tab) => me(tab)));
    expect(new Set(answers.map(({ session }) => session?.id)).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual(tabs.map(() => 200));
    expect(await count()).toBe(1);
    for (const tab of tabs) expect((await me(tab)).session?.id).toBe(answers[0]?.session?.id);
    expect(counts.list()).toMatchObject([{ adopted: 1, refused: {} }]);
  });

  test("is signed out for good, although the old cookie is sent again", async () => {
    const { me, post, copy, count, credentials } = await takeOver(start);
    await me();
    expect(await post("/logout")).toBe(200);
    expect(credentials()).toEqual([]);
    const again = await me(browserWith(copy));
    expect(again).toMatchObject({ status: 200, session: null, reason: "absent" });
    expect(await count()).toBe(0);
  });

  test("has no old cookie and no old row after the first refresh", async () => {
    const { me, post, old, browser, copy, advance, credentials } = await takeOver(start);
    await me();
    expect(await old.accepts(browser.header)).toBe(true);
    advance(LATER);
    await post("/refresh");
    expect(credentials()).toEqual(OWN);
    expect(await old.accepts(copy)).toBe(!old.hasRow);
  });

  test("can be rolled back to the old application with keepOld, and moved again", async () => {
    const { me, post, old, browser, advance, count } = await takeOver(start, { keepOld: "7d" });
    const { session } = await me();
    advance(LATER);
    await post("/refresh");
    expect(await old.accepts(browser.header)).toBe(true);
    expect((await me()).session?.id).toBe(session?.id);
    expect(await count()).toBe(1);
  });

  test("is adopted once: a copy on another device is an event, and later refused", async () => {
    const { me, post, copy, advance, events, counts, count } = await takeOver(start);
    const { session } = await me();
    const device = { "user-agent": "another device" };
    expect((await me(browserWith(copy), device)).session?.id).toBe(session?.id);
    const adopted = events.filter(({ type }) => type === "session.adopted");
    expect(adopted.map(({ elsewhere }) => elsewhere)).toEqual([false, true]);
    advance(LATER);
    await post("/refresh");
    // The row of the old session, where there is one, was deleted.
    const late = await me(browserWith(copy), device);
    expect(late).toMatchObject({ status: 200, session: null, reason: "absent" });
    expect((await me()).session?.id).toBe(session?.id);
    expect(await count()).toBe(1);
    expect(counts.list()).toMatchObject([{ adopted: 1 }]);
  });

  test("is refused as reused while the row of the old session is kept", async () => {
    const { me, post, copy, advance, counts } = await takeOver(start, { keepOld: "7d" });
    await me();
    advance(LATER);
    await post("/refresh");
    const late = await me(browserWith(copy));
    expect(late).toMatchObject({ status: 200, session: null, reason: "absent" });
    expect(counts.list()).toMatchObject([{ adopted: 1, refused: { reused: 1 } }]);
  });

  test("is not signed in by a cookie that is forged, cut, too large or of a session that has ended", async () => {
    const { me, copy, advance, count, events } = await takeOver(start);
    const altered = (change: (value: string) => string): Browser => {
      const one = browserWith(copy);
      for (const [name, value] of one.cookies) one.cookies.set(name, change(value));
      return one;
    };
    const cases = [
      altered((value) => [...value].reverse().join("")),
      altered((value) => value.slice(0, value.length / 2)),
      altered((value) => (value.startsWith("x") ? "y" : "x") + value.slice(1)),
      altered(() => ""),
      altered(() => "%"),
      altered(() => "x".repeat(20_000)),
      altered((value) => value + "x".repeat(20_000)),
    ];
    for (const one of cases)
      expect(await me(one)).toMatchObject({ status: 200, session: null, reason: "absent" });
    advance(2 * HOUR);
    expect(await me(browserWith(copy))).toMatchObject({ status: 200, session: null });
    expect(await count()).toBe(0);
    expect(events.filter(({ type }) => type === "session.adopted")).toEqual([]);
  });

  test("who is unknown here is not signed in, with the reason in an event", async () => {
    const { me, counts } = await takeOver(start, { isKnown: false });
    expect(await me()).toMatchObject({ status: 200, session: null, reason: "absent" });
    expect(counts.list()).toMatchObject([{ adopted: 0, refused: { user_gone: 1 } }]);
  });
});
