import { expect, test } from "./support/test.ts";

test.afterEach(({ app }) => app.setOutage(false));

test("an outage is 503 on every path, clears no cookie and signs no user out", async ({
  app,
  victim,
}) => {
  const expired = victim.copy();
  expired.cookies.delete("access");
  app.setOutage(true);
  for (const [method, path] of [
    ["GET", "/dashboard"],
    ["GET", "/dashboard/settings"],
    ["GET", "/confirm"],
    ["GET", "/api/notebooks"],
    ["GET", "/api/auth/session"],
    ["POST", "/api/auth/refresh"],
    ["POST", "/dashboard"],
  ] as const) {
    const answer = await expired.open(path, { method });
    expect(answer.status, `${method} ${path}`).toBe(503);
    expect(answer.headers["retry-after"], `${method} ${path}`).toMatch(/^\d+$/);
    expect(answer.setCookies, `${method} ${path}`).toHaveLength(0);
  }
  app.setOutage(false);
  expect((await expired.open("/dashboard")).status).toBe(200);
});

test("an outage signs no user in", async ({ app, anonymous }) => {
  app.setOutage(true);
  expect((await anonymous.open("/dashboard")).status).toBe(307);
  expect((await anonymous.fetch("/api/notebooks")).status).toBe(401);
});
