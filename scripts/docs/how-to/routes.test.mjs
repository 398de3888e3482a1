import { describe, expect, test } from "vitest";
import { advance, password, signIn, startApp } from "./start-page.mjs";

const SIGNED_OUT = { status: "unauthenticated" };

/** @param {import("./start-page.mjs").Browser} browser */
async function sessionOf(browser) {
  return JSON.parse((await browser.send("GET", "/api/auth/session")).body);
}

describe.each(["express", "hono"])("%s", (framework) => {
  test("roles: only an admin changes roles, and a change takes effect on the next request", async () => {
    const { openBrowser } = await startApp("roles", framework, "users.ts");
    const [ada, bob] = [openBrowser(), openBrowser()];
    /** @param {import("./start-page.mjs").Browser} browser @param {string} id @param {string} role */
    const setRole = async (browser, id, role) =>
      (await browser.send("PUT", `/users/${id}/role`, { json: { role } })).status;
    expect(await setRole(bob, "bob", "admin")).toBe(401);
    await signIn(ada, "ada");
    await signIn(bob, "bob");
    expect(await setRole(bob, "bob", "admin")).toBe(403);
    expect(await setRole(ada, "bob", "admin")).toBe(200);
    expect(await setRole(bob, "ada", "member")).toBe(200);
    expect(await setRole(ada, "ada", "admin")).toBe(403);
  });

  test("sign-out-everywhere: ends all sessions of the user, and of no other", async () => {
    const { openBrowser } = await startApp("sign-out-everywhere", framework, "account.ts");
    const [here, there, bob] = [openBrowser(), openBrowser(), openBrowser()];
    await signIn(here, "ada");
    await signIn(there, "ada");
    await signIn(bob, "bob");
    expect((await here.send("POST", "/sign-out-everywhere")).body).toBe('{"ended":2}');
    expect([await sessionOf(here), await sessionOf(there)]).toMatchObject([SIGNED_OUT, SIGNED_OUT]);
    expect(await sessionOf(bob)).toMatchObject({ session: { userId: "bob" } });
  });

  test("sign-out-everywhere: a new password ends the other sessions, and needs a fresh one", async () => {
    const { openBrowser } = await startApp("sign-out-everywhere", framework, "account.ts");
    const [here, there] = [openBrowser(), openBrowser()];
    await signIn(here, "ada");
    await signIn(there, "ada");
    const json = { password: "amber-sail-31" };
    expect((await here.send("POST", "/password", { json })).body).toBe('{"ended":1}');
    expect(await sessionOf(here)).toMatchObject({ session: { userId: "ada" } });
    expect(await sessionOf(there)).toMatchObject(SIGNED_OUT);
    expect((await signIn(there, "ada")).status).toBe(401);
    advance("11m");
    expect(await here.send("POST", "/password", { json })).toMatchObject({
      status: 401,
      body: expect.stringContaining("session_not_fresh"),
    });
  });

  test("sign-out-everywhere: support locks a user", async () => {
    const { openBrowser, load } = await startApp("sign-out-everywhere", framework, "account.ts");
    const ada = openBrowser();
    await signIn(ada, "ada");
    const { lockUser } = await load("lib/lock-user.ts");
    expect(await lockUser("ada")).toBe(1);
    expect(await sessionOf(ada)).toMatchObject({ ...SIGNED_OUT, reason: "revoked" });
  });

  test("step-up: the password makes the session fresh, and a wrong one does not", async () => {
    const { openBrowser } = await startApp("step-up", framework, "confirm.ts");
    const bob = openBrowser();
    await signIn(bob, "bob");
    advance("11m");
    const remove = async () => bob.send("DELETE", "/account");
    const confirm = async (/** @type {string} */ given) =>
      (await bob.send("POST", "/confirm", { json: { password: given } })).status;
    expect((await remove()).body).toContain("session_not_fresh");
    expect(await confirm("wrong")).toBe(403);
    expect((await remove()).body).toContain("session_not_fresh");
    expect(await confirm(password)).toBe(200);
    expect((await remove()).body).toBe('{"ok":true}');
  });

  test("remember-me: cookies end with the browser, and the session after two hours", async () => {
    const { openBrowser } = await startApp("remember-me", framework, "sign-in.ts");
    const [kept, brief] = [openBrowser(), openBrowser()];
    const remembered = await signIn(kept, "ada", { path: "/login" });
    const transient = await signIn(brief, "ada", { path: "/login", remember: false });
    expect(remembered.set.every((line) => line.includes("Max-Age="))).toBe(true);
    expect(transient.set.some((line) => /Max-Age|Expires/.test(line))).toBe(false);
    advance("119m");
    expect(await sessionOf(brief)).toMatchObject({ session: { remember: false } });
    advance("121m");
    expect(await sessionOf(brief)).toMatchObject({ ...SIGNED_OUT, reason: "expired_idle" });
    advance("13d");
    expect(await sessionOf(kept)).toMatchObject({ session: { remember: true } });
  });
});

test("react-native: the sign-in answers tokens that are accepted as a bearer's, and sets no cookie", async () => {
  const { openBrowser, sessions } = await startApp("react-native", "express", "native-sign-in.ts");
  const app = openBrowser();
  const headers = { "user-agent": "Shop/2.1 CFNetwork" };
  const json = { email: "ada", password };
  const answer = await app.send("POST", "/native/sign-in", { json, headers });
  expect([answer.status, answer.set]).toEqual([200, []]);
  expect(await sessions.list("ada")).toMatchObject([{ userAgent: "Shop/2.1 CFNetwork" }]);
  const { accessToken, sessionToken } = JSON.parse(answer.body).tokens;
  const bearer = { authorization: `Bearer ${accessToken}` };
  const who = await app.send("GET", "/api/auth/session", { headers: bearer });
  expect(JSON.parse(who.body).session.userId).toBe("ada");
  advance("16m");
  const refreshed = await app.send("POST", "/api/auth/refresh", { json: { sessionToken } });
  expect(JSON.parse(refreshed.body).tokens.accessToken).toMatch(/^eyJ/);
  const wrong = await app.send("POST", "/native/sign-in", { json: { ...json, password: "x" } });
  expect([wrong.status, wrong.body]).toEqual([401, '{"tokens":null}']);
});
