import { expect, test } from "./support/test.ts";

const claims: Record<string, Record<string, string>[]> = {
  "a user": [
    { "x-user-id": "admin" },
    { "x-user": "admin", "x-user-email": "ada@example.test", "x-user-role": "admin" },
    { "x-forwarded-user": "admin", "x-auth-request-user": "admin", "remote-user": "admin" },
    { "x-session-id": "admin", "x-session": "admin" },
    { "x-sessionkit-user": "admin", "x-sessionkit-session": "admin" },
    { "x-sessionkit-request": "GET /dashboard" },
  ],
  "that the proxy has run": [
    { "x-middleware-subrequest": "proxy" },
    { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
    { "x-middleware-subrequest": "src/proxy:src/proxy:src/proxy:src/proxy:src/proxy" },
    { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
    { "x-middleware-subrequest": "pages/_middleware", "x-middleware-subrequest-id": "1" },
    { "x-middleware-next": "1" },
    { "x-middleware-rewrite": "/dashboard" },
    { "x-middleware-override-headers": "cookie", "x-middleware-request-cookie": "session=v1.a" },
    { "x-middleware-set-cookie": "session=v1.a" },
    { "x-middleware-prefetch": "1" },
  ],
  "internal state of Next": [
    { "x-nextjs-data": "1" },
    { "x-matched-path": "/dashboard", "x-invoke-path": "/dashboard", "x-invoke-status": "200" },
    { "x-now-route-matches": "1", "next-resume": "1" },
    { "x-prerender-revalidate": "x", "x-prerender-bypass": "x" },
    { "x-original-url": "/sign-in", "x-rewrite-url": "/sign-in" },
  ],
  "a request of the router": [
    { rsc: "1" },
    { rsc: "1", "next-router-prefetch": "1" },
    { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
    { rsc: "1", "next-router-state-tree": "%5B%22%22%5D", "next-url": "/dashboard" },
    { "sec-purpose": "prefetch" },
    { "next-hmr-refresh": "1" },
  ],
};

for (const [what, all] of Object.entries(claims)) {
  test(`a header that claims ${what} grants no access`, async ({ raw, isSignedIn }) => {
    for (const headers of all) {
      const text = JSON.stringify(headers);
      expect(await isSignedIn(headers), text).toBe(false);
      for (const path of ["/dashboard", "/dashboard/settings", "/dashboard/account", "/confirm"]) {
        for (const accept of ["text/html", "*/*", "text/x-component"]) {
          const answer = await raw(path, { headers: { accept, ...headers } });
          expect([307, 401], `${text} ${accept} ${path}`).toContain(answer.status);
          expect(answer.text, text).not.toMatch(/Sign out|Your notebooks|Mira/);
        }
      }
    }
  });
}

test("a header cannot change the signed-in user", async ({ sharedClient }) => {
  const own = await sharedClient.open("/dashboard", { headers: { "x-user-id": "admin" } });
  expect(own.text).toContain("Mira");
});

test("a protected page is refused for every spelling of its path", async ({ raw }) => {
  for (const path of [
    "/dashboard/",
    "//dashboard",
    "/./dashboard",
    "/x/../dashboard",
    "/%64ashboard",
    "/%2564ashboard",
    "/dashboard%2f",
    "/dashboard%2fsettings",
    "/DASHBOARD",
    "/dashboard.rsc",
    "/dashboard.txt",
    "/dashboard.segments/_tree.segment.rsc",
    "/dashboard/settings.segments/_full.segment.rsc",
    "/_next/data/x/dashboard.json",
    "/api/auth/..%2f..%2fdashboard",
    "/api/auth/%2e%2e/%2e%2e/dashboard",
    "/_next/static/..%2f..%2fdashboard",
    "/sign-in/..%2fdashboard",
    "/dashboard;x=1",
    "/dashboard%00",
    "/dashboard%20",
    "/dashboard?_rsc=abc",
  ]) {
    for (const headers of [{ accept: "text/html" }, { accept: "*/*", rsc: "1" }]) {
      const answer = await raw(path, { headers: headers as Record<string, string> });
      expect([307, 308, 400, 401, 404], path).toContain(answer.status);
      expect(answer.text).not.toMatch(/Sign out|Your notebooks/);
    }
  }
});

test("forged headers of a client are shown as text, and forged addresses are not trusted", async ({
  anonymous,
  person,
}) => {
  const forged = {
    "x-forwarded-for": "6.6.6.6, 7.7.7.7",
    "x-real-ip": "6.6.6.6",
    "user-agent": `<script>alert(1)</script>${"x".repeat(2_000)}`,
  };
  await anonymous.signIn(person, {}, { headers: forged });
  const page = await anonymous.open("/dashboard/settings", { headers: forged });
  expect(page.status).toBe(200);
  expect(page.text).not.toMatch(/6\.6\.6\.6|7\.7\.7\.7|<script>alert\(1\)/);
});

test("input of a user is stored and shown as text", async ({ victim }) => {
  const evil = '{"__proto__":{"role":"admin"},"constructor":{"prototype":{"role":"admin"}}}';
  for (const note of ["__proto__", evil, "<script>alert(1)</script>", "\u0000\u202e"]) {
    const answer = await victim.submit("/dashboard", "note", { note });
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain("<script>alert(1)");
  }
  const { session } = JSON.parse((await victim.fetch("/api/auth/session")).text);
  expect(session.claims).toEqual({ role: "member", organisation: null });
  expect(session).not.toHaveProperty("data");
});
