import type { Client } from "./support/client.ts";
import { hiddenFields, multipart } from "./support/client.ts";
import { expect, test } from "./support/test.ts";

/** What browsers say of a request that a page of somebody else caused. */
function foreign(url: string): Record<string, Record<string, string>> {
  const { host, port } = new URL(url);
  return {
    "another site": { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    "another site, from an old browser": { origin: "https://evil.example" },
    "an origin that is null": { origin: "null", "sec-fetch-site": "cross-site" },
    "an origin that is null, from an old browser": { origin: "null" },
    "a sibling": { origin: "http://sibling.127.0.0.1", "sec-fetch-site": "same-site" },
    "a sibling that hides its origin": { "sec-fetch-site": "same-site" },
    "another port": {
      origin: `http://127.0.0.1:${Number(port) + 1}`,
      "sec-fetch-site": "same-site",
    },
    "another port, from an old browser": { origin: `http://127.0.0.1:${Number(port) + 1}` },
    "another scheme": { origin: `https://${host}` },
    "a host that begins like this one": { origin: `http://${host}.evil.example` },
    "a host that ends like this one": { origin: `http://evil.example@${host}` },
    "this origin with a path": { origin: `http://${host}/` },
    "this origin twice": { origin: `http://${host}, http://${host}` },
    "nothing at all": {},
    "only a referrer": { referer: `http://${host}/dashboard` },
    "a forwarded host": { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    "a value nobody knows": { "sec-fetch-site": "SAME-ORIGIN", origin: "https://evil.example" },
  };
}

async function isAlive(client: Client): Promise<boolean> {
  return (
    JSON.parse((await client.copy().fetch("/api/auth/session")).text).status === "authenticated"
  );
}

test("the application's own pages may do all of it, so that the refusals below mean something", async ({
  victim,
  app,
}) => {
  for (const headers of [
    { origin: app.url },
    { "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "none" },
  ]) {
    const answer = await victim.send("/api/auth/refresh", {
      method: "POST",
      headers: headers as Record<string, string>,
    });
    expect(answer.status).toBe(200);
  }
  expect(
    (await victim.send("/api/auth/logout", { method: "POST", headers: { origin: app.url } }))
      .status,
  ).toBe(200);
  expect(await isAlive(victim)).toBe(false);
});

for (const name of Object.keys(foreign("http://127.0.0.1:1"))) {
  test(`${name} can end, rotate and change nothing`, async ({ victim, app, stranger, person }) => {
    const headers = foreign(app.url)[name] ?? {};
    await stranger.signIn(person);
    const list = JSON.parse((await victim.fetch("/api/auth/sessions")).text).sessions;
    const other = list.find((session: { current: boolean }) => !session.current).id;
    const before = new Map(victim.cookies);
    for (const [method, path] of [
      ["POST", "/api/auth/logout"],
      ["POST", "/api/auth/logout?scope=all"],
      ["POST", "/api/auth/refresh"],
      ["DELETE", `/api/auth/sessions/${other}`],
      ["POST", "/api/notebooks"],
      ["PUT", "/dashboard"],
    ] as const) {
      const answer = await victim.send(path, { method, headers });
      expect(answer.status, `${method} ${path}`).toBe(403);
      expect(answer.setCookies).toHaveLength(0);
    }
    expect(new Map(victim.cookies)).toEqual(before);
    expect(await isAlive(victim)).toBe(true);
    expect(await isAlive(stranger)).toBe(true);
  });

  test(`${name} can call no action for whoever is signed in`, async ({ victim, app }) => {
    const page = await victim.open("/dashboard");
    const { body, type } = multipart({ ...hiddenFields(page.text, "note"), note: "planted" });
    const headers = { ...foreign(app.url)[name], "content-type": type };
    const form = await victim.send("/dashboard", { method: "POST", headers, body });
    expect(form.status).toBe(403);
    const called = await victim.send("/dashboard", {
      method: "POST",
      headers: { ...headers, "next-action": "40".repeat(21) },
      body,
    });
    expect(called.status).toBe(403);
    expect((await victim.open("/dashboard")).text).not.toContain("planted");
  });

  test(`${name} signs nobody in`, async ({ stranger, app, person }) => {
    const page = await stranger.open("/sign-in");
    const { email, password } = person;
    const { body, type } = multipart({ ...hiddenFields(page.text, "email"), email, password });
    const headers: Record<string, string> = { ...foreign(app.url)[name], "content-type": type };
    const answer = await stranger.send("/sign-in", { method: "POST", headers, body });
    // No browser posts a form without saying where from: what does is a program, and acts for itself.
    const isProgram = headers.origin === undefined && headers["sec-fetch-site"] === undefined;
    expect(answer.status).toBe(isProgram ? 303 : 403);
    expect(stranger.cookies.size > 0).toBe(isProgram);
  });
}

test("reading changes nothing, whatever it is called", async ({ victim }) => {
  const before = victim.cookies.get("session");
  for (const path of [
    "/api/auth/logout",
    "/api/auth/logout?scope=all",
    "/api/auth/logout?_method=POST",
  ]) {
    for (const method of ["GET", "HEAD", "PUT", "PATCH", "DELETE"]) {
      const answer = await victim.fetch(path, { method });
      expect(answer.status, `${method} ${path}`).toBe(405);
    }
  }
  for (const header of ["x-http-method-override", "x-http-method", "x-method-override"]) {
    for (const method of ["GET", "POST"]) {
      const path = method === "GET" ? "/api/auth/logout" : "/api/auth/session";
      const answer = await victim.fetch(path, { method, headers: { [header]: "DELETE" } });
      expect(answer.status).toBe(405);
      expect((await victim.fetch("/dashboard", { headers: { [header]: "POST" } })).status).toBe(
        200,
      );
    }
  }
  expect(victim.cookies.get("session")).toBe(before);
  expect(await isAlive(victim)).toBe(true);
});

/** Not TRACE, of which Next 16 cannot make a request: it answers 500 before anybody is asked. */
test("a method that nobody knows is refused", async ({ victim }) => {
  for (const method of ["PROPFIND", "PURGE", "LINK", "M-SEARCH"]) {
    for (const path of ["/dashboard", "/api/auth/session", "/api/auth/logout"]) {
      const answer = await victim.send(path, { method });
      expect([0, 400, 403, 404, 405], `${method} ${path}`).toContain(answer.status);
    }
  }
  expect(await isAlive(victim)).toBe(true);
});
