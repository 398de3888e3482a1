import { Hono } from "hono";
import { expect, test } from "vitest";
import { createBrowser, send } from "../../test/browser.ts";
import { serveApp } from "../../test/serve-app.ts";
import { createService } from "../../test/service.ts";
import { type BindOptions, bindSessions, type SessionBinding } from "../index.ts";

const { sessions } = createService();

function start(options?: BindOptions): [Hono, SessionBinding<typeof sessions>] {
  const binding = bindSessions(sessions, options);
  const app = new Hono()
    .use(binding.attach())
    .post("/in", async (c) => {
      const { id, userId } = await binding.createSession(c, crypto.randomUUID());
      const [listed] = await sessions.list(userId);
      return c.json({ id, ip: listed?.ip });
    })
    .get("/who", async (c) => c.json({ user: (await binding.getSession(c))?.userId ?? null }));
  return [app, binding];
}

test("the address is that of the socket, with any headers of the client", async () => {
  const [app] = start();
  const forged = { "cf-connecting-ip": "203.0.113.9", "x-forwarded-for": "203.0.113.9" };
  const answer = await createBrowser(await serveApp(app)).post("/in", forged);
  expect(answer.json()).toMatchObject({ ip: "127.0.0.1" });
});

test.each([
  ["Bun", { requestIP: () => ({ address: "192.0.2.1" }) }],
  ["Bun, under a name", { server: { requestIP: () => ({ address: "192.0.2.1" }) } }],
  ["Deno", { remoteAddr: { hostname: "192.0.2.1" } }],
])("the address is that of %s", async (_runtime, env) => {
  const [app] = start();
  const answer = await app.request("/in", { method: "POST" }, env);
  expect(await answer.json()).toMatchObject({ ip: "192.0.2.1" });
});

test("the address is that of the option, for other platforms", async () => {
  const [app] = start({ address: (c) => c.req.header("x-real-ip") });
  const answer = await createBrowser(await serveApp(app)).post("/in", { "x-real-ip": "192.0.2.7" });
  expect(answer.json()).toMatchObject({ ip: "192.0.2.7" });
});

test("a request that the application creates without cookies is signed out", async () => {
  const [app] = start();
  app.get("/inside", (c) => app.request("/who", {}, c.env));
  const browser = createBrowser(await serveApp(app));
  await browser.post("/in");
  expect((await browser.get("/who")).json()).not.toEqual({ user: null });
  expect((await browser.get("/inside")).json()).toEqual({ user: null });
});

test("the same cookie twice is refused, also in two headers", async () => {
  const [app] = start();
  const origin = await serveApp(app);
  const browser = createBrowser(origin);
  await browser.post("/in");
  const cookie = `access=${browser.cookies.get("access")}`;
  const ask = (value: string | string[]) =>
    send(`${origin}/who`, { headers: { cookie: value as string } });
  expect((await ask(cookie)).json()).not.toEqual({ user: null });
  expect((await ask([cookie, "access=planted"])).json()).toEqual({ user: null });
});

test("an application can be tested without a server", async () => {
  const [app] = start();
  const signedIn = await app.request("/in", { method: "POST" });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const answer = await app.request("/who", { headers: { cookie } });
  expect(await answer.json()).not.toEqual({ user: null });
});
