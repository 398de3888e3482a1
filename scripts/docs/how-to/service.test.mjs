import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { bareEnvironment } from "../../bare-environment.mjs";
import { run } from "../../run.mjs";
import { advance, signIn, startApp, startPage } from "./start-page.mjs";

const OLDER = "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=";
const NEWEST = "Wn5vQ8eTz2LxG7rYb4HcJ1mKd9PfU6oSiA3qVtNwE0s=";

test("lifetimes: an admin is signed out after 30 minutes, a member is not, and neither after the absolute lifetime", async () => {
  const { openBrowser } = await startApp("lifetimes", "express", "app.ts");
  const [ada, bob] = [openBrowser(), openBrowser()];
  /** @param {import("./start-page.mjs").Browser} browser */
  const reasonOf = async (browser) =>
    JSON.parse((await browser.send("GET", "/api/auth/session")).body).reason;
  await signIn(ada, "ada");
  await signIn(bob, "bob");
  advance("29m");
  expect([await reasonOf(ada), await reasonOf(bob)]).toEqual([null, null]);
  advance("31m");
  expect([await reasonOf(ada), await reasonOf(bob)]).toEqual(["expired_idle", null]);
  await signIn(ada, "ada");
  for (let passed = 0; passed < 16; passed++) {
    expect(await reasonOf(ada)).toBeNull();
    advance("29m");
  }
  expect(await reasonOf(ada)).toBeNull();
  advance("17m");
  expect(await reasonOf(ada)).toBe("expired_absolute");
});

test("rotate-secrets: the steps of the table sign no user out, and a removed secret verifies nothing", async () => {
  /** @param {string} secrets */
  const deploy = async (secrets) => {
    const { load } = startPage("rotate-secrets", { SESSION_SECRETS: secrets });
    return (await load("lib/sessions.ts")).sessions;
  };
  const [first, ...steps] = [OLDER, `${OLDER},${NEWEST}`, `${NEWEST},${OLDER}`, NEWEST];
  /** @param {string} token */
  const bearer = (token) => ({
    method: "GET",
    header: (/** @type {string} */ name) => (name === "authorization" ? `Bearer ${token}` : null),
  });
  const old = await deploy(first ?? "");
  const { tokens } = await old.create("ada");
  const [both, changed, last] = [
    await deploy(steps[0] ?? ""),
    await deploy(steps[1] ?? ""),
    await deploy(steps[2] ?? ""),
  ];
  const newer = (await changed.create("ada")).tokens;
  for (const service of [both, changed])
    for (const { accessToken } of [tokens, newer])
      expect((await service.resolve(bearer(accessToken))).status).toBe("authenticated");
  expect((await last.resolve(bearer(newer.accessToken))).status).toBe("authenticated");
  expect((await last.resolve(bearer(tokens.accessToken))).status).toBe("unauthenticated");
  expect((await old.resolve(bearer(newer.accessToken))).status).toBe("unauthenticated");
});

test("name-devices: a sign-in and its user name sessions, and no user names those of another", async () => {
  const { openBrowser, sessions } = await startApp("name-devices", "express", "devices.ts");
  const [ada, phone, bob] = [openBrowser(), openBrowser(), openBrowser()];
  const labels = async () =>
    (await sessions.list("ada")).map((/** @type {{ label: string | null }} */ { label }) => label);
  await signIn(ada, "ada", { path: "/kiosk" });
  expect(await labels()).toEqual(["Kitchen tablet"]);
  await ada.send("PUT", "/label", { json: { label: "Hall" } });
  expect(await labels()).toEqual(["Hall"]);
  await signIn(phone, "ada");
  await signIn(bob, "bob");
  const [hall] = (await sessions.list("ada")).filter(
    (/** @type {{ label: string | null }} */ { label }) => label === "Hall",
  );
  const rename = async (/** @type {import("./start-page.mjs").Browser} */ browser) =>
    (await browser.send("PUT", `/devices/${hall.id}`, { json: { label: null } })).body;
  expect(await rename(bob)).toBe('{"renamed":false}');
  expect(await labels()).toContain("Hall");
  expect(await rename(phone)).toBe('{"renamed":true}');
  expect(await labels()).toEqual([null, null]);
});

test("pruning: the hourly timer removes what expired more than a day ago", async () => {
  const { load } = startPage("pruning");
  const { sessions } = await load("lib/sessions.ts");
  const { pruneHourly } = await load("lib/prune-hourly.ts");
  const timer = pruneHourly();
  await sessions.create("ada");
  advance("9d");
  await sessions.create("bob");
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(await sessions.prune()).toMatchObject({ sessions: 0 });
  clearInterval(timer);
  advance("9d");
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(await sessions.prune()).toMatchObject({ sessions: 1 });
});

test("pruning: the script and the route do the same, and the route is only for the scheduler", async () => {
  const { load } = startPage("pruning", { CRON_SECRET: "for-the-scheduler" });
  const { sessions } = await load("lib/sessions.ts");
  const { GET } = await load("app/api/cron/prune/route.ts");
  const log = vi.spyOn(console, "log").mockReturnValue();
  await sessions.create("ada");
  advance("9d");
  await load("scripts/prune-sessions.ts");
  expect(log.mock.lastCall).toEqual(["Removed 1 sessions and 0 lines of the activity log."]);
  log.mockRestore();
  const call = (/** @type {Record<string, string>} */ headers) =>
    GET(new Request("https://app.example/api/cron/prune", { headers }));
  expect((await call({})).status).toBe(401);
  expect((await call({ authorization: "Bearer for-the-schedulex" })).status).toBe(401);
  await sessions.create("ada");
  advance("9d");
  const answer = await call({ authorization: "Bearer for-the-scheduler" });
  expect(await answer.json()).toMatchObject({ sessions: 1 });
  vi.stubEnv("CRON_SECRET", undefined);
  expect((await call({ authorization: "Bearer undefined" })).status).toBe(401);
});

test("several-applications-on-localhost: each keeps its user in one cookie jar", async () => {
  const shop = await startApp("several-applications-on-localhost", "express", "app.ts");
  const other = await startApp("lifetimes", "express", "app.ts");
  const [inShop, inOther] = [shop.openBrowser(), other.openBrowser()];
  await signIn(inShop, "ada");
  expect([...inShop.jar.keys()]).toEqual(["shop-access", "shop-session"]);
  for (const [name, value] of inShop.jar) inOther.jar.set(name, value);
  await signIn(inOther, "bob");
  for (const [name, value] of inOther.jar) inShop.jar.set(name, value);
  const users = [inShop, inOther].map(
    async (browser) =>
      JSON.parse((await browser.send("GET", "/api/auth/session")).body).session?.userId,
  );
  expect(await Promise.all(users)).toEqual(["ada", "bob"]);
});

test("unit-tests: the tests of the page pass", async () => {
  const { folder } = startPage("unit-tests");
  vi.useRealTimers();
  // Without it, the one of this repository is found.
  writeFileSync(join(folder, "vitest.config.js"), "export default {};");
  const vitest = join(folder, "node_modules/vitest/vitest.mjs");
  const env = { ...bareEnvironment(), SESSION_SECRET: NEWEST };
  const { output } = await run(["node", vitest, "run", "--root", folder], {
    env,
    minutes: 1,
  });
  expect(output).toMatch(/Tests .*3 passed/);
});
