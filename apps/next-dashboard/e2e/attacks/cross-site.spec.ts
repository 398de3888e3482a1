import { type Client, hiddenFields, multipart } from "./support/client.ts";
import { expect, test } from "./support/test.ts";

/** The headers of cross-site requests in browsers. The binding contract tests the endpoints. */
function foreign(url: string): Record<string, Record<string, string>> {
  const { host, port } = new URL(url);
  return {
    "another site": { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    "another site, from an old browser": { origin: "https://evil.example" },
    "an origin that is null": { origin: "null", "sec-fetch-site": "cross-site" },
    "a sibling that hides its origin": { "sec-fetch-site": "same-site" },
    "another port, from an old browser": { origin: `http://127.0.0.1:${Number(port) + 1}` },
    "a host that begins like this one": { origin: `http://${host}.evil.example` },
    "only a referrer": { referer: `http://${host}/dashboard` },
  };
}

async function isAlive(client: Client): Promise<boolean> {
  return (
    JSON.parse((await client.copy().fetch("/api/auth/session")).text).status === "authenticated"
  );
}

for (const name of Object.keys(foreign("http://127.0.0.1:1"))) {
  test(`${name} cannot call an action for the signed-in user`, async ({ victim, app }) => {
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

  test(`${name} signs no user in`, async ({ anonymous, app, person }) => {
    const page = await anonymous.open("/sign-in");
    const { email, password } = person;
    const { body, type } = multipart({ ...hiddenFields(page.text, "email"), email, password });
    const headers: Record<string, string> = { ...foreign(app.url)[name], "content-type": type };
    const answer = await anonymous.send("/sign-in", { method: "POST", headers, body });
    // Every browser sends `Origin` or `Sec-Fetch-Site` with a form: a request without both is from a program.
    const isProgram = headers.origin === undefined && headers["sec-fetch-site"] === undefined;
    expect(answer.status).toBe(isProgram ? 303 : 403);
    expect(anonymous.cookies.size > 0).toBe(isProgram);
  });
}

test("the same requests from the application's own pages are accepted", async ({ victim, app }) => {
  for (const headers of [
    { origin: app.url },
    { "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "none" },
  ]) {
    const page = await victim.open("/dashboard");
    const { body, type } = multipart({ ...hiddenFields(page.text, "note"), note: "mine" });
    const answer = await victim.send("/dashboard", {
      method: "POST",
      headers: { ...(headers as Record<string, string>), "content-type": type },
      body,
    });
    expect(answer.status).toBe(200);
  }
  expect((await victim.open("/dashboard")).text).toContain("mine");
});

/** Without TRACE, which Next 16 answers with 500 before the proxy runs. */
test("an unknown method is refused", async ({ victim }) => {
  for (const method of ["PROPFIND", "PURGE", "LINK", "M-SEARCH"]) {
    for (const path of ["/dashboard", "/api/auth/session", "/api/auth/logout"]) {
      const answer = await victim.send(path, { method });
      expect([0, 400, 403, 404, 405], `${method} ${path}`).toContain(answer.status);
    }
  }
  expect(await isAlive(victim)).toBe(true);
});
