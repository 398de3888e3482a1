import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp } from "./app.ts";
import { createBrowser, seen, signedIn } from "./browser.ts";
import { type Answer, send } from "./send.ts";

let app: App;

beforeAll(async () => {
  app = await startApp("main", { MODE: "jwt" });
});
afterAll(() => app.stop());

function openAs(
  accept: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return send(app.origin + path, { headers: { accept, ...headers } });
}

test("a page redirects to the sign-in page, with the URL to return to", async () => {
  const answer = await createBrowser(app.origin).open("/dashboard/x?tab=2&q=a%26b");
  expect(answer.status).toBe(307);
  const to = new URL(answer.headers.location as string, app.origin);
  expect(to.origin).toBe(app.origin);
  expect(to.pathname).toBe("/sign-in");
  expect(to.searchParams.get("callbackUrl")).toBe("/dashboard/x?tab=2&q=a%26b");
  expect(answer.headers["cache-control"]).toContain("no-store");
});

test("the redirect names only the host of the request", async () => {
  const answer = await openAs("text/html", "/dashboard", { host: "app.example" });
  expect(answer.headers.location).toBe("https://app.example/sign-in?callbackUrl=%2Fdashboard");
});

test("a server action is never redirected: 401 as plain text, which the router shows", async () => {
  const answer = await createBrowser(app.origin).fetch("/dashboard", {
    method: "POST",
    headers: { "next-action": "00", accept: "text/x-component" },
    body: "[]",
  });
  expect(answer.status).toBe(401);
  expect(answer.headers.location).toBeUndefined();
  expect(answer.headers["content-type"]).toBe("text/plain; charset=utf-8");
  expect(answer.text).toBe("Sign in first.");
});

test("a form posted without scripts is redirected to the sign-in page without its content", async () => {
  const answer = await createBrowser(app.origin).open("/dashboard", {
    method: "POST",
    body: "a=1",
  });
  expect(answer.status).toBe(303);
  expect(new URL(answer.headers.location as string, app.origin).search).toBe("");
});

test("a fetch gets 401 with the reason, not a page", async () => {
  const answer = await createBrowser(app.origin).fetch("/api/items/7");
  expect(answer.status).toBe(401);
  expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
  expect(answer.json).toMatchObject({ code: "session_required", reason: "absent" });
});

test("exceptions from protect are public", async () => {
  expect((await openAs("text/html", "/dashboard/open")).status).toBe(404);
  expect((await openAs("text/html", "/dashboard/open/secret")).status).toBe(307);
});

test("the endpoints answer without a session", async () => {
  const answer = await createBrowser(app.origin).fetch("/api/auth/session");
  expect(answer.status).toBe(200);
  expect(answer.json).toMatchObject({ status: "unauthenticated", reason: "absent" });
});

describe("a protected page is refused in every spelling and form of request", () => {
  const variants: Record<string, string>[] = [
    {},
    { rsc: "1" },
    { rsc: "1", "next-router-prefetch": "1" },
    { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
    { "x-nextjs-data": "1" },
    { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
    {
      "x-middleware-subrequest":
        "src/middleware:src/middleware:src/middleware:src/middleware:src/middleware",
    },
    { "x-middleware-prefetch": "1" },
    { "x-middleware-next": "1", "x-middleware-rewrite": "/dashboard/static" },
    { "x-middleware-override-headers": "cookie", "x-middleware-request-cookie": "session=a" },
    { "x-matched-path": "/dashboard/static", "x-invoke-path": "/dashboard/static" },
    { "x-rewrite-url": "/dashboard/static", "x-original-url": "/dashboard/static" },
    { "x-sessionkit-request": "GET /static" },
    { "x-http-method-override": "OPTIONS" },
    { "x-prerender-revalidate": "1", "x-user-id": "ada" },
    { "next-resume": "1" },
  ];
  const paths = [
    "/dashboard/static",
    "/dashboard/static/",
    "//dashboard/static",
    "/dashboard//static",
    "/./dashboard/static",
    "/x/../dashboard/static",
    "/%64ashboard/static",
    "/%2564ashboard/static",
    "/dashboard%2fstatic",
    "/dashboard%252fstatic",
    "/dashboard/%2e%2e/dashboard/static",
    "/DASHBOARD/static",
    "/Dashboard/Static",
    "/dashboard\\static",
    "/dashboard/static.rsc",
    "/dashboard/static.html",
    "/dashboard/static.segments/_tree.segment.rsc",
    "/dashboard/static.segments/_full.segment.rsc",
    "/dashboard/static.prefetch.rsc",
    "/dashboard/static?_rsc=1234",
    "/dashboard/static;jsessionid=1",
    "/dashboard/static%00",
    "/dashboard/static%20",
    "/_next/data/build/dashboard/static.json",
    "/_next/static/..%2f..%2fdashboard/static",
    "/_next/static/%2e%2e/%2e%2e/dashboard/static",
    "/_next/image?url=%2Fdashboard%2Fstatic&w=640&q=75",
    "/api/auth/..%2f..%2fdashboard/static",
    "/api/auth/%2e%2e/%2e%2e/dashboard/static",
    "/api/auth%2f..%2f..%2fdashboard/static",
    "/dashboard/open/..%2fstatic",
    "/dashboard/open%2f..%2fstatic",
    "/sign-in/..%2fdashboard/static",
  ];

  test.each(paths)("%s", async (path) => {
    for (const variant of path === "/dashboard/static" ? variants : variants.slice(0, 4)) {
      for (const accept of ["text/html", "*/*", "text/x-component"]) {
        const answer = await openAs(accept, path, variant);
        expect(answer.text, `${path} ${JSON.stringify(variant)}`).not.toContain(
          "prerendered secret",
        );
        expect(answer.status, `${path} ${JSON.stringify(variant)}`).toBeLessThan(500);
      }
    }
  });

  test("a signed-in request gets it", async () => {
    const browser = await signedIn(app.origin, "p-static");
    const answer = await browser.open("/dashboard/static");
    expect(answer.text).toContain("prerendered secret");
    expect(answer.headers["cache-control"]).toContain("private, no-store");
  });
});

test("a client's headers with our names do not reach the application", async () => {
  const browser = await signedIn(app.origin, "p-headers");
  const { internal } = (
    await browser.fetch("/api/whoami", {
      headers: { "x-sessionkit-user": "admin", "x-middleware-subrequest": "proxy" },
    })
  ).json as { internal: string[] };
  expect(internal).toContain("x-sessionkit-request");
  expect(internal).not.toContain("x-sessionkit-user");
  expect(internal).not.toContain("x-middleware-subrequest");
});

test("a page that calls requireSession redirects to the sign-in page too", async () => {
  const answer = await createBrowser(app.origin).open("/required?a=1");
  expect(answer.status).toBe(307);
  expect(answer.headers.location).toBe("/sign-in?callbackUrl=%2Frequired%3Fa%3D1");
});

test.each([
  "/dashboard//evil.example",
  "/dashboard/%2f%2fevil.example",
  "/dashboard?x=https://evil.example",
  "/dashboard/%5c%5cevil.example",
  "/dashboard/%0d%0aset-cookie:a=b",
  "/required?callbackUrl=//evil.example",
])("the way back from %s stays on this origin", async (path) => {
  const answer = await openAs("text/html", path, { "x-sessionkit-request": "GET //evil.example" });
  const location = answer.headers.location ?? "/";
  expect(new URL(location, app.origin).origin).toBe(app.origin);
  const back = new URL(location, app.origin).searchParams.get("callbackUrl") ?? "/";
  expect(new URL(back, app.origin).origin).toBe(app.origin);
  expect(back).toMatch(/^\/(?![/\\])/);
  expect(answer.headers["set-cookie"]).toBeUndefined();
});

describe("while the store is down", () => {
  async function during<T>(ask: () => Promise<T>): Promise<T> {
    await app.control({ down: true });
    try {
      return await ask();
    } finally {
      await app.control({ down: false });
    }
  }

  test("a protected page answers 503 with a link to retry, and users stay signed in", async () => {
    const browser = await signedIn(app.origin, "p-down");
    await app.control({ advance: 16 * 60_000 });
    const answer = await during(() => browser.open("/dashboard"));
    expect(answer.status).toBe(503);
    expect(answer.headers["retry-after"]).toMatch(/^\d+$/);
    expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(answer.text).toContain("You are still signed in.");
    expect(answer.setCookies).toHaveLength(0);
    expect(seen(await browser.open("/dashboard"))).toMatchObject({ user: "p-down" });
  });

  test("a fetch, an action and an endpoint get 503 as well", async () => {
    const browser = await signedIn(app.origin, "p-down-2");
    await app.control({ advance: 16 * 60_000 });
    await during(async () => {
      const data = await browser.fetch("/api/items/1");
      expect(data.status).toBe(503);
      expect(data.json).toMatchObject({ code: "unavailable" });
      const action = await browser.fetch("/dashboard", {
        method: "POST",
        headers: { "next-action": "00" },
      });
      expect([action.status, action.text]).toEqual([
        503,
        "Sessions cannot be checked right now. Try again.",
      ]);
      expect((await browser.fetch("/api/auth/session")).status).toBe(503);
      expect((await browser.fetch("/api/me")).status).toBe(503);
    });
    expect(browser.cookies.size).toBe(2);
  });

  test("a session continues until its access token expires", async () => {
    const browser = await signedIn(app.origin, "p-down-3");
    const answer = await during(() => browser.open("/dashboard"));
    expect(answer.status).toBe(200);
  });

  test("a public page is forwarded, and is not reported as signed out", async () => {
    const browser = await signedIn(app.origin, "p-down-4");
    await app.control({ advance: 16 * 60_000 });
    const answer = await during(() => browser.open("/"));
    expect(answer.text).not.toContain("user&quot;:null");
    expect(browser.cookies.size).toBe(2);
  });
});

describe("a request that another site makes a browser send", () => {
  const foreign: Record<string, string>[] = [
    { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    { origin: "https://evil.example" },
    { origin: "null", "sec-fetch-site": "cross-site" },
    { origin: "null" },
    { "sec-fetch-site": "same-site", origin: "http://sibling.localhost" },
    { "sec-fetch-site": "same-site" },
    {},
  ];

  test.each(foreign)("is refused when it could change something: %o", async (headers) => {
    const browser = await signedIn(app.origin, "p-foreign");
    const answer = await browser.send("/api/whoami", {
      method: "POST",
      headers: headers as Record<string, string>,
    });
    expect(answer.status).toBe(403);
    expect(answer.json).toMatchObject({ code: "cross_site" });
  });

  test("is refused before anything is rotated", async () => {
    const browser = await signedIn(app.origin, "p-foreign-old");
    await app.control({ advance: 16 * 60_000 });
    const headers = { origin: "https://evil.example" };
    const answer = await browser.send("/api/whoami", { method: "POST", headers });
    expect(answer.status).toBe(403);
    expect(answer.setCookies).toHaveLength(0);
    expect((await app.control()).events).toEqual([]);
  });

  test("is accepted where the application allows it, without a session, and from servers", async () => {
    const browser = await signedIn(app.origin, "p-foreign-ok");
    const headers = { origin: "https://pay.example", "sec-fetch-site": "cross-site" };
    expect((await browser.send("/api/foreign", { method: "POST", headers })).status).toBe(200);
    const signedOut = createBrowser(app.origin);
    expect((await signedOut.send("/api/whoami", { method: "POST", headers })).status).toBe(200);
    expect((await send(`${app.origin}/api/whoami`, { method: "POST" })).status).toBe(200);
  });

  test("calls no action, signed in or not, with scripts or without", async () => {
    const signedOut = createBrowser(app.origin);
    const origin = "https://evil.example";
    for (const given of [
      { "next-action": "00" },
      { "content-type": "multipart/form-data; boundary=a" },
    ]) {
      const headers = { ...(given as Record<string, string>), origin };
      const answer = await signedOut.send("/actions", { method: "POST", headers, body: "--a--" });
      expect(answer.status).toBe(403);
      expect(answer.setCookies).toHaveLength(0);
    }
  });

  test("is a link, and a link is followed", async () => {
    const browser = await signedIn(app.origin, "p-link");
    const answer = await browser.open("/dashboard", {
      headers: { "sec-fetch-site": "cross-site" },
    });
    expect(answer.status).toBe(200);
  });
});

test("nothing secret and no failure was written to the log", () => {
  expect(app.output()).not.toMatch(/v1\.\w+\.|eyJ/);
  expect(app.output().replace(/.*fixture's (store|users).*/g, "")).not.toMatch(
    /TypeError|ReferenceError/,
  );
});
