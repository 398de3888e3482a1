import { expect, test } from "./support/test.ts";

const claims: Record<string, string>[] = [
  { "x-user-id": "admin" },
  { "x-user": "admin", "x-user-email": "ada@example.test", "x-user-role": "admin" },
  { "x-forwarded-user": "admin", "x-auth-request-user": "admin", "remote-user": "admin" },
  {
    "x-session-id": "admin",
    "x-session": "admin",
    "x-sessionkit-user": "admin",
    "x-sessionkit-session": "admin",
  },
  { "x-sessionkit-request": "GET /dashboard" },
  { "x-middleware-subrequest": "proxy" },
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  { "x-middleware-subrequest": "src/proxy:src/proxy:src/proxy:src/proxy:src/proxy" },
  { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
  {
    "x-middleware-subrequest":
      "src/middleware:src/middleware:src/middleware:src/middleware:src/middleware",
  },
  { "x-middleware-subrequest": "pages/_middleware", "x-middleware-subrequest-id": "1" },
  { "x-middleware-next": "1" },
  { "x-middleware-rewrite": "/dashboard" },
  { "x-middleware-override-headers": "cookie", "x-middleware-request-cookie": "session=v1.a" },
  { "x-middleware-set-cookie": "session=v1.a" },
  { "x-middleware-prefetch": "1" },
  { "x-nextjs-data": "1" },
  { "x-matched-path": "/dashboard", "x-invoke-path": "/dashboard", "x-invoke-status": "200" },
  { "x-now-route-matches": "1", "next-resume": "1" },
  { "x-prerender-revalidate": "x", "x-prerender-bypass": "x" },
  { "x-original-url": "/sign-in", "x-rewrite-url": "/sign-in" },
  { rsc: "1" },
  { rsc: "1", "next-router-prefetch": "1" },
  { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  { rsc: "1", "next-router-state-tree": "%5B%22%22%5D", "next-url": "/dashboard" },
  { "sec-purpose": "prefetch" },
  { "next-hmr-refresh": "1" },
];

for (const headers of claims) {
  test(`${JSON.stringify(headers)} opens nothing`, async ({ raw, isSignedIn, resident }) => {
    expect(await isSignedIn(headers)).toBe(false);
    for (const path of ["/dashboard", "/dashboard/settings", "/dashboard/account", "/confirm"]) {
      for (const accept of ["text/html", "*/*", "text/x-component"]) {
        const answer = await raw(path, { headers: { accept, ...headers } });
        expect([307, 401], `${accept} ${path}`).toContain(answer.status);
        expect(answer.text).not.toMatch(/Sign out|Your notebooks|Mira/);
      }
    }
    const own = await resident.open("/dashboard", { headers: { "x-user-id": "admin" } });
    expect(own.text).toContain("Mira");
  });
}

test("a protected page is refused in every spelling of its path", async ({ raw }) => {
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

test("an address that a client makes up is written down nowhere", async ({ stranger, person }) => {
  const lies = {
    "x-forwarded-for": "6.6.6.6, 7.7.7.7",
    forwarded: "for=6.6.6.6",
    "x-real-ip": "6.6.6.6",
    "cf-connecting-ip": "6.6.6.6",
    "true-client-ip": "6.6.6.6",
    "user-agent": `<script>alert(1)</script>${"x".repeat(2_000)}`,
  };
  await stranger.signIn(person, {}, { headers: lies });
  const answer = await stranger.fetch("/api/auth/sessions", { headers: lies });
  expect(answer.status).toBe(200);
  expect(answer.text).not.toMatch(/6\.6\.6\.6|7\.7\.7\.7/);
  const [session] = JSON.parse(answer.text).sessions;
  expect(session.userAgent.length).toBeLessThanOrEqual(512);
  const page = await stranger.open("/dashboard/settings", { headers: lies });
  expect(page.status).toBe(200);
  expect(page.text).not.toContain("<script>alert(1)");
});

test("the endpoints tell strangers nothing", async ({ raw }) => {
  for (const path of [
    "/.well-known/jwks.json",
    "/api/auth/jwks.json",
    "/api/auth",
    "/api/auth/",
    "/api/auth/users",
    "/api/auth/session/1",
    "/api/auth/sessions/../session",
    "/api/auth/sessions/%2e%2e",
    "/api/auth/constructor",
    "/api/auth/__proto__",
  ]) {
    const answer = await raw(path);
    expect([200, 308, 401, 404, 405], path).toContain(answer.status);
    if (answer.status === 200) expect(JSON.parse(answer.text).session).toBeNull();
  }
  expect((await raw("/api/auth/sessions")).status).toBe(401);
  expect(
    (await raw("/api/auth/session", { headers: { origin: "https://evil.example" } })).headers[
      "access-control-allow-origin"
    ],
  ).toBeUndefined();
});

test("a body that is garbage is refused and harms nothing", async ({ victim }) => {
  for (const [type, body] of [
    ["application/json", "{".repeat(10_000)],
    ["application/json", `{"sessionToken":"${"a".repeat(20_000)}"}`],
    ["application/json", "\u0000"],
    ["application/json", "[1]"],
  ] as const) {
    for (const path of ["/api/auth/refresh", "/api/auth/logout"]) {
      const answer = await victim.fetch(path, {
        method: "POST",
        headers: { "content-type": type },
        body,
      });
      expect(answer.status, `${path} ${body.slice(0, 20)}`).toBe(400);
    }
  }
  expect((await victim.fetch("/api/auth/logout?scope=everything", { method: "POST" })).status).toBe(
    400,
  );
  expect((await victim.open("/dashboard")).status).toBe(200);
});
