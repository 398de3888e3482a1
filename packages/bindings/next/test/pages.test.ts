import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp } from "./app.ts";
import { type Browser, createBrowser, seen, signedIn as signIn } from "./browser.ts";
import { fixtureFolder } from "./fixtures.ts";
import { type Answer, type SendOptions, send } from "./send.ts";

const QUARTER = 16 * 60_000;
const WITHOUT_PROXY = { "x-no-proxy": "1" };

let app: App;
let build: string;

beforeAll(async () => {
  app = await startApp("pages", { MODE: "jwt" });
  build = await readFile(join(fixtureFolder("pages"), ".next/BUILD_ID"), "utf8");
});
afterAll(() => app.stop());

const signedIn = (user: string): Promise<Browser> => signIn(app.origin, user, "/shop");

function json(method: string, body: object, headers: Record<string, string> = {}): SendOptions {
  return {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}

/** As the Pages Router requests the data of a page. */
function data(path: string): [path: string, options: SendOptions] {
  return [`/shop/_next/data/${build}${path}`, { headers: { "x-nextjs-data": "1" } }];
}

async function typesOf(user: string): Promise<string[]> {
  const { events } = await app.control();
  return events.filter((event) => event.userId === user).map((event) => event.type);
}

function cookieNames({ setCookies }: Answer): string[] {
  return setCookies.map((line) => line.split("=", 1)[0] ?? "").toSorted();
}

describe("getServerSideProps and API routes", () => {
  test("read the session, and resolve it once", async () => {
    const browser = await signedIn("ada");
    expect(seen(await browser.open("/shop"))).toMatchObject({
      user: "ada",
      answer: { status: "authenticated", user: { id: "ada", name: "User ada" } },
    });
    const { json: told } = await browser.fetch("/shop/api/whoami");
    expect(told).toMatchObject({ user: "ada", same: true });
  });

  test("read the session that the proxy refreshed for the same request", async () => {
    const browser = await signedIn("p-proxied");
    await app.control({ advance: QUARTER });
    const page = await browser.open("/shop/account");
    expect(seen(page)).toMatchObject({ user: "p-proxied" });
    expect(cookieNames(page)).toEqual(["access", "session"]);
    expect(await typesOf("p-proxied")).toEqual(["session.rotated"]);
    const { cookie } = (await browser.fetch("/shop/api/whoami")).json as { cookie: string };
    expect(cookie).toBe(browser.cookieHeader());
  });

  test.each(["/shop", "/shop/required", "/shop/api/whoami", "/shop/api/me"])(
    "%s refreshes once without a proxy, and sets the cookies",
    async (path) => {
      const browser = await signedIn("p-alone");
      await browser.fetch("/shop/api/me", json("POST", {}));
      await app.control({ advance: QUARTER });
      await browser.fetch("/shop/api/me", json("POST", {}));
      browser.cookies.delete("access");
      await app.control({ advance: QUARTER / 4 });
      const answer = await browser.open(path, { headers: WITHOUT_PROXY });
      expect(answer.status).toBe(200);
      expect(answer.text).toContain("p-alone");
      expect(cookieNames(answer)).toEqual(["access", "session"]);
      expect(answer.headers["cache-control"]).toBe("private, no-store");
      expect(answer.headers.vary).toMatch(/\bCookie\b/);
      expect(await typesOf("p-alone")).toEqual(["session.rotated"]);
    },
  );

  test("set nothing for a prefetch, nor for another site", async () => {
    const browser = await signedIn("p-still");
    await app.control({ advance: QUARTER });
    for (const options of [
      { headers: { ...WITHOUT_PROXY, "sec-purpose": "prefetch" } },
      json("POST", {}, { ...WITHOUT_PROXY, origin: "https://evil.example" }),
    ]) {
      const answer = await browser.send("/shop/api/whoami", options);
      expect(answer.setCookies).toHaveLength(0);
    }
    expect(await typesOf("p-still")).toEqual([]);
  });

  test.each([{}, WITHOUT_PROXY])(
    "redirect with the reason why it has ended (%o)",
    async (headers) => {
      const browser = await signedIn("p-reason");
      await app.control({ advance: 8 * 24 * 3_600_000 });
      const answer = await browser.open("/shop/required", { headers });
      expect(answer.headers.location).toMatch(
        /^\S*\/shop\/sign-in\?reason=expired_idle&callbackUrl=/,
      );
    },
  );

  test("clear the cookies of a session that has ended", async () => {
    const browser = await signedIn("p-over");
    await app.control({ advance: 8 * 24 * 3_600_000 });
    const answer = await browser.open("/shop", { headers: WITHOUT_PROXY });
    expect(seen(answer)).toMatchObject({ user: null, answer: { reason: "expired_idle" } });
    expect(browser.cookies.size).toBe(0);
  });
});

describe("a slow API route", () => {
  async function late(user: string, meanwhile: (browser: Browser) => Promise<unknown>) {
    const browser = await signedIn(user);
    await app.control({ advance: QUARTER });
    const report = browser.fetch("/shop/api/report");
    await app.control({ held: true });
    await meanwhile(browser);
    await app.control({ release: true });
    return { browser, answer: await report };
  }

  test("sets the cookies of its refresh when it answers", async () => {
    const { browser, answer } = await late("p-late", async () => undefined);
    expect(answer.json).toEqual({ user: "p-late" });
    expect(cookieNames(answer)).toEqual(["access", "session"]);
    expect((await browser.open("/shop/account")).setCookies).toHaveLength(0);
  });

  test("does not overwrite the sign-in of another user", async () => {
    const { browser, answer } = await late("p-late-1", (tab) =>
      tab.fetch("/shop/api/login", json("POST", { user: "p-late-2" })),
    );
    expect([answer.status, answer.setCookies]).toEqual([200, []]);
    expect(seen(await browser.open("/shop/account"))).toMatchObject({ user: "p-late-2" });
  });

  test("does not overwrite a step-up", async () => {
    const { browser, answer } = await late("p-late-step", (tab) =>
      tab.fetch("/shop/api/me", json("POST", {})),
    );
    expect([answer.status, answer.setCookies]).toEqual([200, []]);
    expect((await browser.open("/shop/required")).status).toBe(200);
  });

  test("does not restore a session that was signed out", async () => {
    const { browser, answer } = await late("p-late-out", (tab) =>
      tab.fetch("/shop/api/auth/logout", { method: "POST" }),
    );
    expect([answer.status, answer.setCookies]).toEqual([200, []]);
    expect(browser.cookies.size).toBe(0);
  });
});

describe("withSessionProps", () => {
  test("redirects to the sign-in page without a session, with the URL to return to", async () => {
    const answer = await createBrowser(app.origin).open("/shop/required?q=1");
    expect(answer.status).toBe(307);
    expect(answer.headers.location).toBe("/shop/sign-in?callbackUrl=%2Frequired%3Fq%3D1");
  });

  test("stays in the language of the request", async () => {
    const answer = await createBrowser(app.origin).open("/shop/de/required");
    expect(answer.headers.location).toBe("/shop/de/sign-in?callbackUrl=%2Fde%2Frequired");
  });

  test("redirects to the step-up page if the sign-in is too old", async () => {
    const browser = await signedIn("p-fresh");
    expect(seen(await browser.open("/shop/required"))).toEqual({ user: "p-fresh" });
    await app.control({ advance: QUARTER });
    const answer = await browser.open("/shop/required");
    expect(answer.headers.location).toBe("/shop/step-up?callbackUrl=%2Frequired");
  });

  test("answers the router with the same redirect", async () => {
    const [path, options] = data("/de/required.json");
    const answer = await createBrowser(app.origin).fetch(path, options);
    expect(answer.json).toMatchObject({
      pageProps: { __N_REDIRECT: "/de/sign-in?callbackUrl=%2Fde%2Frequired" },
    });
  });
});

describe("withSession", () => {
  test("passes the session, and the verbs change it", async () => {
    const browser = await signedIn("p-verbs");
    expect((await browser.fetch("/shop/api/me")).json).toMatchObject({
      user: "p-verbs",
      same: true,
    });
    const noted = await browser.fetch("/shop/api/me", json("PUT", { note: "hello" }));
    expect(noted.json).toMatchObject({ note: "hello" });
    expect((await browser.fetch("/shop/api/me")).json).toMatchObject({ note: "hello" });
    const before = browser.cookies.get("session");
    await browser.fetch("/shop/api/me", json("POST", {}));
    expect(browser.cookies.get("session")).not.toBe(before);
    await app.control({ advance: 2 * QUARTER });
    expect((await browser.fetch("/shop/api/fresh")).json).toMatchObject({
      code: "session_not_fresh",
    });
  });

  test.each([
    ["401", "session_required", createBrowserless],
    ["403", "cross_site", crossSite],
  ])("answers %s with the reason", async (status, code, ask) => {
    const answer = await ask();
    expect(answer.status).toBe(Number(status));
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    expect(answer.json).toMatchObject({ code });
    expect(answer.setCookies).toHaveLength(0);
  });

  function createBrowserless(): Promise<Answer> {
    return createBrowser(app.origin).fetch("/shop/api/me");
  }

  async function crossSite(): Promise<Answer> {
    const browser = await signedIn("p-cross");
    const headers = { ...WITHOUT_PROXY, origin: "https://evil.example" };
    return browser.send("/shop/api/me", json("POST", {}, headers));
  }

  test("is 503 in an outage, and users stay signed in", async () => {
    const browser = await signedIn("p-down");
    await app.control({ advance: QUARTER, down: true });
    const answers = [
      await browser.fetch("/shop/api/me"),
      await browser.fetch("/shop/api/auth/session"),
    ];
    const page = await browser.open("/shop/account");
    await app.control({ down: false });
    for (const answer of [...answers, page]) {
      expect(answer.status).toBe(503);
      expect(answer.headers["retry-after"]).toMatch(/^\d+$/);
      expect(answer.setCookies).toHaveLength(0);
    }
    expect(page.text).toContain("Closed for a moment.");
    expect((await browser.fetch("/shop/api/me")).json).toMatchObject({ user: "p-down" });
  });

  test("runs without a session if it is optional", async () => {
    const browser = createBrowser(app.origin);
    const first = await browser.fetch("/shop/api/login", json("POST", { user: "p-first" }));
    expect(first.json).toMatchObject({ before: null, seen: "p-first" });
    const second = await browser.fetch("/shop/api/login", json("POST", { user: "p-second" }));
    expect(second.json).toMatchObject({ before: "p-first", seen: "p-second" });
    const out = await browser.fetch("/shop/api/login", { method: "DELETE" });
    expect(out.json).toEqual({ revoked: 1, seen: null });
    expect(browser.cookies.size).toBe(0);
  });

  test("signs no user in for another site", async () => {
    const headers = { origin: "https://evil.example" };
    const options = json("POST", { user: "p-forced" }, headers);
    const answer = await send(`${app.origin}/shop/api/login`, options);
    expect(answer.status).toBe(403);
    expect(answer.setCookies).toHaveLength(0);
  });
});

describe("createSession without a wrapper", () => {
  const post = (query: string, headers: Record<string, string> = {}): Promise<Answer> =>
    send(`${app.origin}/shop/api/bare-login${query}`, json("POST", {}, headers));

  test("signs in", async () => {
    const answer = await post("");
    expect(answer.text).toBe('{"userId":"bare"}');
    expect(cookieNames(answer)).toEqual(["access", "session"]);
  });

  test("throws for another site, unless that is allowed", async () => {
    const headers = { origin: "https://idp.example" };
    const refused = await post("", headers);
    const { told } = refused.json as { told: string };
    expect(told).toMatch(
      /^This request came from another site\. Origin is "https:\/\/idp\.example"/,
    );
    expect(refused.setCookies).toHaveLength(0);
    expect((await post("?saml", headers)).setCookies).toHaveLength(2);
  });

  test("throws after the headers were sent, and signs no user in", async () => {
    const { size } = await app.control();
    expect((await post("?late")).text).toMatch(/createSession: sets cookies.*has begun/);
    expect((await app.control()).size).toBe(size);
  });
});

describe("the endpoints in pages/api", () => {
  test("answer under the basePath of createSessions", async () => {
    const browser = await signedIn("p-ends");
    const headers = { "content-type": "application/json" };
    const session = await browser.fetch("/shop/api/auth/session");
    expect(session.json).toMatchObject({ status: "authenticated", user: { id: "p-ends" } });
    for (const body of ["", "{}"]) {
      const answer = await browser.fetch("/shop/api/auth/refresh", {
        method: "POST",
        headers,
        body,
      });
      expect(answer.status).toBe(200);
    }
    const unreadable = { method: "POST", headers, body: "null" };
    expect((await browser.fetch("/shop/api/auth/refresh", unreadable)).status).toBe(400);
    expect((await browser.fetch("/shop/api/auth/nothing")).status).toBe(404);
    const out = await browser.fetch("/shop/api/auth/logout", { method: "POST" });
    expect(out.json).toEqual({ revoked: 1 });
    expect(browser.cookies.size).toBe(0);
  });

  test("refuse a body that is longer than 16 KiB", async () => {
    const body = { sessionToken: "a".repeat(300_000) };
    const answer = await send(`${app.origin}/shop/api/auth/refresh`, json("POST", body));
    expect(answer.status).toBe(413);
    expect(answer.json).toMatchObject({ code: "body_too_large" });
  });

  test("refresh a client that stores its tokens itself", async () => {
    const browser = await signedIn("p-native");
    const body = { sessionToken: browser.cookies.get("session") };
    const answer = await send(`${app.origin}/shop/api/auth/refresh`, json("POST", body));
    expect(answer.json).toMatchObject({ status: "authenticated", tokens: {} });
    expect(answer.setCookies).toHaveLength(0);
  });
});

describe("a protected page is refused in every spelling and form of request", () => {
  const spellings = [
    "/account/static",
    "/en/account/static",
    "/de/account/static",
    "/DE/account/static",
    "/%64e/account/static",
    "/d%65/account/static",
    "/%2564e/account/static",
    "/de%2faccount/static",
    "/de//account/static",
    "//de/account/static",
    "/de/./account/static",
    "/de/x/../account/static",
    "/%44%45/%61ccount/static",
    "/de/de/account/static",
    "/ACCOUNT/static",
    "/account/static.html",
    "/account/static.json",
    "/sign-in/..%2faccount/static",
    "/api/auth/..%2f..%2faccount/static",
  ];
  const wrapped = spellings.flatMap((path) => [
    `/_next/data/BUILD${path}.json`,
    `/%5fnext/data/BUILD${path}.json`,
    `/_next//data/BUILD${path}.json`,
  ]);

  test.each([...spellings, ...wrapped])("%s", async (spelled) => {
    const path = spelled.replace("BUILD", build);
    for (const headers of [
      { accept: "text/html" },
      { "x-nextjs-data": "1" },
      { "x-nextjs-data": "1", "x-middleware-prefetch": "1", purpose: "prefetch" },
    ]) {
      const answer = await send(`${app.origin}/shop${path}`, {
        headers: headers as Record<string, string>,
      });
      expect(answer.text).not.toContain("prerendered secret");
      expect(answer.status).toBeLessThan(500);
    }
  });

  test("the router gets 401, and loads the page, which redirects to the sign-in page", async () => {
    for (const path of ["/account.json", "/de/account.json", "/de/account/static.json"]) {
      const [address, options] = data(path);
      const answer = await createBrowser(app.origin).fetch(address, options);
      expect([path, answer.status]).toEqual([path, 401]);
    }
    const answer = await createBrowser(app.origin).open("/shop/de/account?tab=1");
    expect(answer.status).toBe(307);
    expect(answer.headers.location).toBe("/shop/de/sign-in?callbackUrl=%2Fde%2Faccount%3Ftab%3D1");
  });

  test("a signed-in request gets it, in every language and as data", async () => {
    const browser = await signedIn("p-static");
    for (const path of ["/shop/account/static", "/shop/de/account/static"]) {
      expect((await browser.open(path)).text).toContain("prerendered secret");
    }
    const answer = await browser.fetch(...data("/de/account/static.json"));
    expect(answer.text).toContain("prerendered secret");
    expect(answer.headers["cache-control"]).toContain("private, no-store");
  });
});

test("a page in another language with an expired access token returns to that language", async () => {
  const endpoint = await startApp("pages", { MODE: "jwt", REFRESH: "endpoint" });
  try {
    const browser = await signIn(endpoint.origin, "p-detour", "/shop");
    const session = browser.cookies.get("session") ?? "";
    browser.cookies.clear();
    const first = await browser.open("/shop/de/account");
    const detour = new URL(first.headers.location as string, endpoint.origin);
    expect(detour.pathname).toBe("/shop/api/auth/refresh");
    expect(detour.searchParams.get("otherwise")).toBe(
      "/shop/de/sign-in?callbackUrl=%2Fde%2Faccount",
    );
    browser.cookies.set("session", session);
    const second = await browser.open(detour.pathname + detour.search);
    expect([second.status, second.headers.location]).toEqual([303, "/shop/de/account"]);
    browser.cookies.delete("session");
    expect(seen(await browser.open("/shop/de/account"))).toMatchObject({ locale: "de" });
  } finally {
    await endpoint.stop();
  }
});

test("strategy database behaves the same", async () => {
  const stored = await startApp("pages", { MODE: "database" });
  try {
    const browser = await signIn(stored.origin, "p-stored", "/shop");
    expect([...browser.cookies.keys()]).toEqual(["session"]);
    expect((await browser.fetch("/shop/api/me")).json).toMatchObject({ user: "p-stored" });
    expect(seen(await browser.open("/shop/de/account"))).toMatchObject({ user: "p-stored" });
    await browser.fetch("/shop/api/auth/logout", { method: "POST" });
    expect((await browser.open("/shop/account")).status).toBe(307);
  } finally {
    await stored.stop();
  }
});

test("nothing secret was written to the log", () => {
  expect(app.output()).not.toMatch(/v1\.\w+\.|eyJ/);
});
