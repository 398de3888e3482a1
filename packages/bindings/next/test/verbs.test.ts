import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp } from "./app.ts";
import { createBrowser, seen, signedIn } from "./browser.ts";

const HOUR = 3_600_000;
let app: App;

beforeAll(async () => {
  app = await startApp("main", { MODE: "jwt" });
});
afterAll(() => app.stop());

function login(body: object): { method: string; headers: Record<string, string>; body: string } {
  return {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}

describe("createSession", () => {
  test("signs in from a server action, and the page that it renders is signed in already", async () => {
    const browser = createBrowser(app.origin);
    const answer = await browser.submit("signIn", { user: "v-action" });
    expect(answer.status).toBe(200);
    expect(seen(answer)).toMatchObject({ user: "v-action" });
    expect(seen(await browser.open("/dashboard"))).toMatchObject({ user: "v-action" });
  });

  test("signs in from a server action that redirects, as the router calls it", async () => {
    const browser = createBrowser(app.origin);
    const answer = await browser.act("signInAndGo", { user: "v-go" });
    expect(answer.headers["x-action-redirect"]).toMatch(/^\/dashboard/);
    expect(answer.text).toContain("v-go");
    expect(seen(await browser.open("/dashboard"))).toMatchObject({ user: "v-go" });
  });

  test("sets every attribute of its cookies, and no cache may keep the answer", async () => {
    const answer = await createBrowser(app.origin).fetch("/api/login", login({ user: "v-cookie" }));
    expect(answer.json).toMatchObject({ seen: "v-cookie" });
    expect(answer.setCookies).toHaveLength(2);
    for (const line of answer.setCookies) {
      expect(line).toMatch(/Path=\//);
      expect(line).toMatch(/HttpOnly/);
      expect(line).toMatch(/SameSite=lax/i);
      expect(line).toMatch(/Max-Age=\d{3,}/);
    }
    expect(answer.headers["cache-control"]).toContain("private, no-store");
  });

  test("sets cookies that end with the browser with remember: false", async () => {
    const body = { user: "v-brief", remember: false };
    const answer = await createBrowser(app.origin).fetch("/api/login", login(body));
    expect(answer.setCookies).toHaveLength(2);
    for (const line of answer.setCookies) expect(line).not.toMatch(/Max-Age|Expires/i);
  });

  test("uses the secure names on an https host", async () => {
    const browser = createBrowser(app.origin);
    const answer = await browser.fetch("/api/login", {
      ...login({ user: "v-secure" }),
      headers: { host: "app.example", "content-type": "application/json" },
    });
    expect(answer.setCookies.join("\n")).toMatch(/__Host-session=v1.*Secure/s);
  });

  test("ends the session that the browser held", async () => {
    const browser = await signedIn(app.origin, "v-first");
    const old = browser.copy();
    await browser.fetch("/api/login", login({ user: "v-second" }));
    await app.control({ advance: HOUR });
    expect((await old.open("/api/whoami")).json).toMatchObject({ user: null });
    expect((await browser.open("/api/whoami")).json).toMatchObject({ user: "v-second" });
  });

  test.each([
    { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    { origin: "null" },
    { "sec-fetch-site": "same-site" },
  ])("signs no user in for another site: %o", async (headers) => {
    const browser = createBrowser(app.origin);
    const options = login({ user: "v-forced" });
    const answer = await browser.send("/api/login", {
      ...options,
      headers: { ...options.headers, ...(headers as Record<string, string>) },
    });
    expect(answer.status).toBe(403);
    expect(answer.setCookies).toHaveLength(0);
  });

  test("signs in for an identity provider that posts back, where that is allowed", async () => {
    const options = login({ user: "v-saml", allowCrossSite: true });
    const headers = { ...options.headers, origin: "https://idp.example" };
    const answer = await createBrowser(app.origin).send("/api/login", { ...options, headers });
    expect(answer.json).toMatchObject({ seen: "v-saml" });
  });

  test("signs in at the end of a link from an identity provider", async () => {
    const browser = createBrowser(app.origin);
    const headers = { "sec-fetch-site": "cross-site" };
    const answer = await browser.open("/api/login?user=v-oauth", { headers });
    expect(answer.status).toBe(200);
    expect(seen(await browser.open("/dashboard"))).toMatchObject({ user: "v-oauth" });
  });
});

describe("while a page is rendered", () => {
  test.each(["create", "renew", "revoke"])(
    "%s throws, names where it may be called, and does nothing",
    async (verb) => {
      const browser = await signedIn(app.origin, `v-render-${verb}`);
      await app.control();
      const { told } = seen(await browser.open(`/render-write?verb=${verb}`));
      expect(told).toMatch(/Session: sets cookies.*server actions and route handlers/);
      expect((await app.control()).events).toEqual([]);
      expect(seen(await browser.open("/dashboard"))).toMatchObject({ user: `v-render-${verb}` });
    },
  );
});

describe("renewSession", () => {
  test("makes a session fresh, and the credentials from before never", async () => {
    const browser = await signedIn(app.origin, "v-renew");
    await app.control({ advance: HOUR });
    const stale = await browser.open("/fresh");
    expect(stale.status).toBe(307);
    expect(stale.headers.location).toBe("/step-up?callbackUrl=%2Ffresh");
    const old = browser.copy();
    await browser.submit("renew");
    expect((await browser.open("/fresh")).status).toBe(200);
    expect((await old.open("/fresh")).status).toBe(307);
    old.cookies.delete("access");
    expect((await old.open("/fresh")).status).toBe(307);
    expect((await browser.open("/fresh")).status).toBe(200);
  });

  test("redirects to the sign-in page if there is no session to renew", async () => {
    const answer = await createBrowser(app.origin).act("renew");
    expect(answer.headers["x-action-redirect"]).toMatch(/^\/sign-in\?callbackUrl=%2Factions/);
    expect(answer.setCookies).toHaveLength(0);
  });
});

describe("updateSession", () => {
  test("shows at once, in the page that the action renders", async () => {
    const browser = await signedIn(app.origin, "v-note");
    const answer = await browser.submit("note", { note: "hello" });
    expect(seen(answer)).toMatchObject({ user: "v-note", note: "hello" });
    expect(seen(await browser.open("/actions"))).toMatchObject({ note: "hello" });
  });

  test("calls a function of the data as it is now, so that concurrent changes all take effect", async () => {
    const browser = await signedIn(app.origin, "v-append");
    const letters = ["a", "b", "c", "d", "e", "f"];
    await Promise.all(letters.map((note) => browser.copy().submit("append", { note })));
    browser.cookies.delete("access");
    const { note } = seen(await browser.open("/actions")) as { note: string };
    expect([...note].toSorted()).toEqual(letters);
  });
});

describe("revokeSession", () => {
  test("signs out, and the page that the action renders is signed out already", async () => {
    const browser = await signedIn(app.origin, "v-out");
    const answer = await browser.submit("signOut");
    expect(seen(answer)).toMatchObject({ user: null });
    expect(browser.cookies.size).toBe(0);
  });

  test("returns how many sessions ended", async () => {
    const browsers = [
      await signedIn(app.origin, "v-all"),
      await signedIn(app.origin, "v-all"),
      await signedIn(app.origin, "v-all"),
    ] as const;
    const others = await browsers[0].fetch("/api/login?scope=others", { method: "DELETE" });
    expect(others.json).toEqual({ revoked: 2, seen: "v-all" });
    const all = await browsers[0].fetch("/api/login?scope=all", { method: "DELETE" });
    expect(all.json).toEqual({ revoked: 1, seen: null });
    expect((await browsers[1].open("/dashboard")).status).toBe(307);
  });
});

describe("requireSession", () => {
  test("redirects an action without a session to the sign-in page", async () => {
    const answer = await createBrowser(app.origin).act("requireHere");
    expect(answer.headers["x-action-redirect"]).toMatch(/^\/sign-in\?callbackUrl=%2Factions/);
  });

  test("reads the store with verify: store, so that a session ended elsewhere is over at once", async () => {
    const browser = await signedIn(app.origin, "v-verify");
    expect((await browser.open("/required")).status).toBe(200);
    const { finds } = await app.control();
    expect(finds).toBeGreaterThan(0);
  });
});

describe('requireSession with whenSignedOut: "unauthorized"', () => {
  test("is 401 and the application's own page", async () => {
    const answer = await createBrowser(app.origin).open("/members");
    expect(answer.status).toBe(401);
    expect(answer.text).toContain("Members only.");
    expect(answer.setCookies).toHaveLength(0);
  });

  test("is 401 for an action", async () => {
    const answer = await createBrowser(app.origin).act("membersOnly");
    expect(answer.status).toBe(401);
    expect(answer.headers["x-action-redirect"]).toBeUndefined();
  });

  test("accepts signed-in requests, and requires a recent sign-in as usual", async () => {
    const browser = await signedIn(app.origin, "v-member");
    expect(seen(await browser.open("/members"))).toEqual({ user: "v-member" });
    await app.control({ advance: HOUR });
    const answer = await browser.open("/members?fresh=1");
    expect(answer.headers.location).toBe("/step-up?callbackUrl=%2Fmembers%3Ffresh%3D1");
  });
});

describe("withSession", () => {
  test("passes the session, and the arguments of Next", async () => {
    const browser = await signedIn(app.origin, "v-item");
    expect((await browser.fetch("/api/items/7")).json).toEqual({ user: "v-item", id: "7" });
  });

  test("answers 401 with the reason without a session", async () => {
    const answer = await createBrowser(app.origin).fetch("/api/me");
    expect(answer.status).toBe(401);
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    expect(answer.json).toMatchObject({ code: "session_required", reason: "absent" });
  });

  test("requires a recent sign-in", async () => {
    const browser = await signedIn(app.origin, "v-fresh");
    expect((await browser.fetch("/api/me", { method: "DELETE" })).status).toBe(204);
    await app.control({ advance: HOUR });
    const answer = await browser.fetch("/api/me", { method: "DELETE" });
    expect(answer.status).toBe(401);
    expect(answer.json).toMatchObject({ code: "session_not_fresh" });
  });

  test("lets its handler set cookies, which win over those of the proxy", async () => {
    const browser = await signedIn(app.origin, "v-both");
    await app.control({ advance: HOUR });
    expect((await browser.fetch("/api/me", { method: "POST" })).status).toBe(200);
    browser.cookies.delete("access");
    expect((await browser.open("/api/whoami")).json).toMatchObject({ user: "v-both" });
  });
});

test("getSession resolves once per route handler too", async () => {
  const browser = await signedIn(app.origin, "v-once");
  expect((await browser.fetch("/api/whoami")).json).toMatchObject({ same: true });
});

test("the seed for a browser equals the answer of the endpoint", async () => {
  const browser = await signedIn(app.origin, "v-seed");
  const { answer } = seen(await browser.open("/")) as { answer: Record<string, unknown> };
  const asked = (await browser.fetch("/api/auth/session")).json as Record<string, unknown>;
  expect(answer).toMatchObject({
    status: "authenticated",
    user: { id: "v-seed", name: "User v-seed" },
  });
  expect(Object.keys(answer).sort()).toEqual(Object.keys(asked).sort());
  expect(JSON.stringify(answer)).not.toMatch(/v1\.|eyJ|note/);
});
