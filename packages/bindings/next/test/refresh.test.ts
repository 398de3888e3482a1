import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "./app.ts";
import { type Browser, createBrowser, seen, signedIn } from "./browser.ts";
import { send } from "./send.ts";

const QUARTER = 16 * 60_000;
let app: App;

beforeAll(async () => {
  app = await startApp("main", { MODE: "jwt" });
});
afterAll(() => app.stop());

/** Signed in, with an expired access token. */
async function expired(user: string): Promise<Browser> {
  const browser = await signedIn(app.origin, user);
  await app.control({ advance: QUARTER });
  return browser;
}

async function typesOf(user: string): Promise<string[]> {
  const { events } = await app.control();
  return events.filter((event) => event.userId === user).map((event) => event.type);
}

test("a server component sees the session that the proxy refreshed for the same request", async () => {
  const browser = await expired("r-component");
  const before = browser.cookies.get("session");
  const page = await browser.open("/dashboard");
  expect(page.status).toBe(200);
  expect(seen(page)).toMatchObject({ user: "r-component", same: true });
  expect(page.setCookies).toHaveLength(2);
  expect(browser.cookies.get("session")).not.toBe(before);
  expect(await typesOf("r-component")).toEqual(["session.rotated"]);
});

test("a route handler gets exactly the cookies that the browser gets", async () => {
  const browser = await expired("r-route");
  const answer = await browser.fetch("/api/whoami");
  const { user, header, jar } = answer.json as { user: string; header: string; jar: string[] };
  expect(user).toBe("r-route");
  const fresh = [...browser.cookies].map(([name, value]) => `${name}=${value}`);
  expect(header.split("; ").sort()).toEqual(fresh.toSorted());
  expect(jar.toSorted()).toEqual(fresh.toSorted());
  expect(await typesOf("r-route")).toEqual(["session.rotated"]);
});

test("a server action sees the fresh session, and there is one rotation", async () => {
  const browser = await expired("r-action");
  const answer = await browser.act("whoami");
  expect(answer.status).toBe(200);
  expect(answer.text).toContain("r-action");
  expect(answer.setCookies).toHaveLength(2);
  expect(await typesOf("r-action")).toEqual(["session.rotated"]);
});

test("other cookies of the browser reach the application as they were", async () => {
  const browser = await expired("r-others");
  browser.cookies.set("theme", "a%20b=c");
  const { header } = (await browser.fetch("/api/whoami")).json as { header: string };
  expect(header.split("; ")).toContain("theme=a%20b=c");
});

test.each(["/static", "/dashboard/static", "/", "/api/cached", "/api/whoami"])(
  "no cache may keep %s when it leaves with cookies",
  async (path) => {
    const browser = await expired("r-cache");
    const answer = await browser.open(path);
    expect(answer.status).toBe(200);
    expect(answer.setCookies).toHaveLength(2);
    expect(answer.headers["cache-control"]).toContain("private, no-store");
    expect(answer.headers["cache-control"]).not.toContain("s-maxage");
  },
);

test("a page without a session stays cacheable", async () => {
  const answer = await send(`${app.origin}/static`);
  expect(answer.headers["cache-control"]).toContain("s-maxage");
  expect(answer.setCookies).toHaveLength(0);
});

test("64 requests at once with an expired access token all succeed, with one rotation", async () => {
  const browser = await expired("r-storm");
  const paths = ["/dashboard", "/api/whoami", "/api/items/1", "/"];
  const answers = await Promise.all(
    Array.from({ length: 64 }, (_, at) => browser.copy().open(paths[at % 4] as string)),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(answers.every(({ text }) => text.includes("r-storm"))).toBe(true);
  const types = await typesOf("r-storm");
  expect(types.filter((type) => type === "session.rotated")).toHaveLength(1);
  expect(types).not.toContain("session.reused");
  expect((await browser.open("/dashboard")).status).toBe(200);
});

test.each([
  { rsc: "1", "next-router-prefetch": "1" },
  { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  { "sec-purpose": "prefetch;prerender" },
  { purpose: "prefetch" },
])("a prefetch (%o) is answered, and rotates nothing", async (headers) => {
  const browser = await expired("r-prefetch");
  const options = { headers: headers as Record<string, string> };
  const first = await browser.fetch("/dashboard", options);
  // The router sends a hash of its headers; a request without it is redirected to it.
  const hashed = first.headers.location;
  if (hashed !== undefined) expect(hashed).toMatch(/^\/dashboard\?_rsc=/);
  const answer = hashed === undefined ? first : await browser.fetch(hashed, options);
  expect(answer.status).toBe(200);
  expect(answer.setCookies).toHaveLength(0);
  expect(await typesOf("r-prefetch")).toEqual([]);
});

test("cookies of an ended session are cleared, and the page does not receive them", async () => {
  const browser = await signedIn(app.origin, "r-ended");
  const other = browser.copy();
  await app.control({ advance: 8 * 24 * 3_600_000 });
  const answer = await browser.open("/api/whoami");
  expect(answer.json).toMatchObject({ user: null, header: null, jar: [] });
  expect(browser.cookies.size).toBe(0);
  expect(answer.headers["cache-control"]).toContain("no-store");
  expect((await other.open("/dashboard")).setCookies.join()).toContain("Max-Age=0");
});

test("the page reads why the session has ended, although its cookies are cleared", async () => {
  const browser = await signedIn(app.origin, "r-why");
  await app.control({ advance: 8 * 24 * 3_600_000 });
  expect(seen(await browser.open("/"))).toMatchObject({ answer: { reason: "expired_idle" } });
  const other = await signedIn(app.origin, "r-why-api");
  await app.control({ advance: 8 * 24 * 3_600_000 });
  expect((await other.fetch("/api/me")).json).toMatchObject({ reason: "expired_idle" });
});

test.each(["/dashboard", "/required"])(
  "%s, which needs a session, redirects with the reason, although the cookies are cleared",
  async (path) => {
    const browser = await signedIn(app.origin, `r-reason-${path.slice(1)}`);
    await app.control({ advance: 8 * 24 * 3_600_000 });
    const { headers } = await browser.open(path);
    const to = new URL(headers.location as string, app.origin);
    expect(to.pathname).toBe("/sign-in");
    expect(Object.fromEntries(to.searchParams)).toEqual({
      reason: "expired_idle",
      callbackUrl: path,
    });
    expect(browser.cookies.size).toBe(0);
  },
);

test.each([
  ["a page, prefetched", "/required", { rsc: "1", "next-router-prefetch": "1" }],
  ["a handler that refreshes", "/api/report", {}],
])("the end of a session is one event for the proxy and %s", async (name, path, headers) => {
  const user = `r-event-${name.length}`;
  const browser = await signedIn(app.origin, user);
  await app.control({ advance: 8 * 24 * 3_600_000 });
  await browser.fetch(path, { headers });
  expect((await typesOf(user)).filter((type) => type === "session.expired")).toHaveLength(1);
});

test("a reason that the client sends is ignored", async () => {
  const headers = { "x-sessionkit-reason": "revoked" };
  const answer = await createBrowser(app.origin).open("/", { headers });
  expect(seen(answer)).toMatchObject({ answer: { reason: "absent" } });
});

test("a prefetch clears no cookies either", async () => {
  const browser = await signedIn(app.origin, "r-ended-prefetch");
  await app.control({ advance: 8 * 24 * 3_600_000 });
  const answer = await browser.fetch("/", { headers: { "next-router-prefetch": "1", rsc: "1" } });
  expect(answer.setCookies).toHaveLength(0);
});

test("the same cookie twice is not a session, and neither is cleared", async () => {
  const browser = await signedIn(app.origin, "r-twice");
  const cookie = `${browser.cookieHeader()}; session=planted`;
  const answer = await send(`${app.origin}/api/whoami`, { headers: { cookie } });
  expect(answer.json).toMatchObject({ user: null });
  expect(answer.setCookies).toHaveLength(0);
});

test("signing out with an expired access token leaves no cookies", async () => {
  const browser = await expired("r-out");
  const answer = await browser.act("signOut");
  expect(answer.status).toBe(200);
  expect(browser.cookies.size).toBe(0);
  expect(await typesOf("r-out")).toEqual(["session.rotated", "session.revoked"]);
});

test("a browser that never signed in gets no cookie", async () => {
  const browser = createBrowser(app.origin);
  const answer = await browser.open("/");
  expect(seen(answer)).toMatchObject({ user: null, answer: { reason: "absent" } });
  expect(answer.setCookies).toHaveLength(0);
});
