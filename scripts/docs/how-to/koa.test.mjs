import { once } from "node:events";
import { request } from "node:http";
import { expect, test } from "vitest";
import { listen, serve } from "./serve.mjs";
import { advance, startPage } from "./start-page.mjs";

async function startKoa() {
  const page = startPage("koa");
  const { app } = await page.load("koa/app.ts");
  const { database } = await page.load("lib/users.ts");
  const { sessions } = await page.load("lib/sessions.ts");
  const { origin, openBrowser } = await serve(listen(app.callback()));
  return { browser: openBrowser(), origin, database, sessions };
}

test("Koa signs in, requires the session and refreshes it", async () => {
  const { browser, sessions } = await startKoa();
  expect(await browser.send("GET", "/me")).toMatchObject({
    status: 401,
    body: expect.stringContaining('"code":"session_required"'),
  });
  expect((await browser.send("POST", "/sign-in")).set).toHaveLength(2);
  expect(await sessions.list("ada")).toMatchObject([{ ip: "127.0.0.1" }]);
  advance("16m");
  const answer = await browser.send("GET", "/me");
  expect([answer.status, answer.body, answer.set.length]).toEqual([200, '{"user":"ada"}', 2]);
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  expect((await browser.send("GET", "/nothing")).status).toBe(404);
});

test("Koa answers the endpoints, refuses other sites, and answers an outage with 503", async () => {
  const { browser, origin, database } = await startKoa();
  await browser.send("POST", "/sign-in");
  expect((await browser.send("GET", "/api/auth/session")).body).toContain("ada");
  const foreign = { headers: { "sec-fetch-site": "cross-site" } };
  expect((await browser.send("POST", "/sign-in", foreign)).status).toBe(403);
  const trace = request(`${origin}/me`, { method: "TRACE", agent: false }).end();
  const [traced] = await once(trace, "response");
  expect(traced.resume().statusCode).toBe(405);
  advance("16m");
  database.isDown = true;
  const outage = await browser.send("GET", "/me");
  expect([outage.status, outage.headers.get("retry-after"), outage.set]).toEqual([503, "2", []]);
  database.isDown = false;
  const out = await browser.send("POST", "/api/auth/logout", { json: { scope: "current" } });
  expect([out.status, out.body]).toEqual([200, '{"revoked":1}']);
});
