import { describe, expect, test } from "vitest";
import { bearer, createBrowser } from "../../../test/browser.ts";
import {
  createService,
  createStatelessService,
  OLDER_SECRET,
  SECRET,
} from "../../../test/service.ts";
import {
  ACCESS,
  copyOf,
  inAnotherProcess,
  MODES,
  SESSION,
  STRATEGIES,
  signedIn,
  signedInTo,
} from "../../../test/signed-in.ts";
import { holdNext, withoutFeed } from "../../../test/store-faults.ts";
import { createSessions } from "../../index.ts";
import { createMemoryStore } from "../../memory.ts";

const ENDPOINTS = [
  ["GET", "/session"],
  ["POST", "/refresh"],
  ["GET", "/refresh?redirect=/"],
  ["POST", "/logout"],
  ["GET", "/sessions"],
] as const;

describe.each(MODES)("cookies that are not ours, mode %s", (mode) => {
  const foreign = async (): Promise<[string, Record<string, string>][]> => {
    const other = await signedInTo(mode, { secret: OLDER_SECRET });
    const jwt = await signedInTo("jwt", { secret: OLDER_SECRET });
    const plain = (jar: Map<string, string>) => Object.fromEntries(jar);
    return [
      ["another application of this kind", plain(other.browser.jar)],
      ["another application in the jwt strategy", plain(jwt.browser.jar)],
      ["Flask", { [SESSION]: "eyJ1c2VyIjoxfQ.ZmxhM2s.c2lnbmF0dXJl" }],
      ["cookie-session", { [SESSION]: "eyJ2aWV3cyI6MX0=" }],
      ["express-session", { [SESSION]: "s%3AXyZ.abc%2Fdef" }],
      ["a number", { [SESSION]: "5", [ACCESS]: "5" }],
    ];
  };

  test("are never cleared, by any verb or endpoint", async () => {
    for (const [name, cookies] of await foreign()) {
      const { sessions, created } = await signedInTo(mode);
      const browser = createBrowser();
      for (const [cookie, value] of Object.entries(cookies)) browser.jar.set(cookie, value);
      const post = () => browser.request({ method: "POST" });
      const outcomes = [
        await sessions.resolve(browser.request()),
        await sessions.resolve(browser.request(), { verify: "store" }),
        await sessions.refresh(post()),
        await sessions.signOut(post()),
        await sessions.signOut(post(), "all"),
        await sessions.update(created.session, {}, post()),
      ];
      for (const { cookies } of outcomes)
        expect([name, cookies.filter(({ maxAge }) => maxAge === 0)]).toEqual([name, []]);
      for (const [method, path] of ENDPOINTS) {
        const response = await sessions.handle(
          browser.request({ method, url: `/api/auth${path}` }),
        );
        expect([name, response?.headers.filter(([header]) => header === "set-cookie")]).toEqual([
          name,
          [],
        ]);
      }
    }
  });

  test("beside one that is ours stay when it is refused", async () => {
    const { sessions, browser, created } = await signedInTo(mode);
    if (mode === "database") return;
    browser.jar.set(SESSION, "eyJ1c2VyIjoxfQ.ZmxhM2s.c2lnbmF0dXJl");
    expect((await sessions.resolve(browser.request())).session?.id).toBe(created.session.id);
    await sessions.signOut(
      createBrowser().request({ method: "POST", headers: bearer(created.tokens?.accessToken) }),
    );
    const outcome = await sessions.resolve(browser.request());
    expect(outcome.cookies.map(({ name }) => name)).not.toContain(SESSION);
  });
});

test("two applications on localhost, on other ports and with other secrets, leave each other signed in", async () => {
  const jar = createBrowser("localhost:3000");
  const of = (secret: string, issuer: string) =>
    createSessions({ strategy: "jwt", secret, issuer, store: createMemoryStore() });
  const [one, two] = [of(SECRET, "one"), of(OLDER_SECRET, "two")];
  jar.obey(await one.create("ada", { request: jar.request() }));
  const held = new Map(jar.jar);
  const host = { host: "localhost:3001" };
  jar.obey(await two.resolve(jar.request({ headers: host })));
  jar.obey(await two.handle(jar.request({ url: "/api/auth/session", headers: host })));
  jar.obey(await two.refresh(jar.request({ method: "POST", headers: host })));
  expect(jar.jar).toEqual(held);
  expect((await one.resolve(jar.request())).status).toBe("authenticated");
});

describe.each(MODES)("cookies that are ours, mode %s", (mode) => {
  const names = mode === "database" ? [SESSION] : [ACCESS, SESSION];

  test("are cleared where the session has expired, or its user is gone", async () => {
    for (const end of ["expired", "gone"] as const) {
      const { sessions, browser, clock, users } = await signedInTo(mode);
      if (end === "expired") clock.advance("8d");
      else users.delete("ada");
      const outcome = await sessions.refresh(browser.request({ method: "POST" }));
      expect(outcome.cookies.map(({ name, maxAge }) => [name, maxAge])).toEqual(
        names.map((name) => [name, 0]),
      );
    }
  });

  test("are cleared with the attributes that they were set with", async () => {
    const { sessions, browser, created, clock } = await signedInTo(mode);
    clock.advance("8d");
    const outcome = await sessions.refresh(browser.request({ method: "POST" }));
    const attributes = (cookies: typeof outcome.cookies) =>
      cookies.map(({ value: _, maxAge: __, ...rest }) => rest);
    expect(attributes(outcome.cookies)).toEqual(attributes(created.cookies));
  });

  test("are cleared when their signature is wrong and their key is ours", async () => {
    const { sessions, browser } = await signedInTo(mode);
    for (const [name, value] of browser.jar)
      browser.jar.set(name, value.slice(0, -4) + (value.endsWith("AAAA") ? "BBBB" : "AAAA"));
    const outcome = await sessions.resolve(browser.request());
    expect(outcome).toMatchObject({ reason: "malformed" });
    expect(outcome.cookies.map(({ name }) => name)).toEqual(names);
  });

  test("are not touched for a bearer or body client, whatever is refused", async () => {
    const { sessions, browser, created, clock } = await signedInTo(mode);
    clock.advance("8d");
    const token = created.tokens?.sessionToken as string;
    for (const outcome of [
      await sessions.refresh(browser.request({ method: "POST" }), token),
      await sessions.refresh(browser.request({ method: "POST", headers: bearer(token) })),
      await sessions.resolve(browser.request({ headers: bearer(token) })),
      await sessions.signOut(browser.request({ method: "POST" }), "current", token),
      await sessions.signOut(browser.request({ method: "POST", headers: bearer(token) })),
    ])
      expect(outcome.cookies).toEqual([]);
  });
});

describe.each(STRATEGIES)("a late refusal, strategy %s", (strategy) => {
  test("clears nothing when the browser has signed in since, in this process", async () => {
    const { sessions, browser, store, created } = await signedIn({ strategy });
    const late = copyOf(browser);
    await store.delete(created.session.id);
    browser.obey(await sessions.create("ada", { request: browser.request() }));
    for (const outcome of [
      await sessions.resolve(late.request(), { verify: "store" }),
      await sessions.refresh(late.request({ method: "POST" })),
      await sessions.update(created.session, {}, late.request({ method: "POST" })),
    ])
      expect(outcome).toMatchObject({ status: "unauthenticated", cookies: [] });
  });

  test("that is decided before a sign-in and answered after it is no longer current", async () => {
    const { sessions, browser, store, created } = await signedIn({ strategy });
    await store.delete(created.session.id);
    const held = holdNext(store, "find", "answer");
    const refusing = sessions.resolve(browser.request(), { verify: "store" });
    await held.reached;
    const request = browser.request({ method: "POST" });
    browser.obey(await sessions.create("ada", { request }));
    held.release();
    const outcome = await refusing;
    expect(outcome.status).toBe("unauthenticated");
    expect(outcome.cookies.length === 0 || !sessions.isCurrent(outcome)).toBe(true);
  });

  test("that was answered, and whose headers leave after a sign-in, is no longer current", async () => {
    const { sessions, browser, store, created } = await signedIn({ strategy });
    await store.delete(created.session.id);
    const outcome = await sessions.resolve(browser.request(), { verify: "store" });
    expect(outcome.cookies).not.toEqual([]);
    expect(sessions.isCurrent(outcome)).toBe(true);
    await sessions.create("ada", { request: browser.request({ method: "POST" }) });
    expect(sessions.isCurrent(outcome)).toBe(false);
  });

  test("of a damaged cookie is no longer current after a sign-in over it", async () => {
    const { sessions, browser } = await signedIn({ strategy });
    browser.jar.delete(ACCESS);
    const damaged = browser.jar.get(SESSION) as string;
    browser.jar.set(SESSION, `${damaged.slice(0, -4)}AAAA`);
    const late = copyOf(browser);
    const outcome = await sessions.resolve(browser.request());
    expect(outcome).toMatchObject({ reason: "malformed", cookies: [{ name: SESSION }] });
    expect(sessions.isCurrent(outcome)).toBe(true);
    await sessions.create("ada", { request: browser.request({ method: "POST" }) });
    expect(sessions.isCurrent(outcome)).toBe(false);
    expect((await sessions.resolve(late.request())).cookies).toEqual([]);
  });

  test("of another process clears only the cookies of the session that it refused", async () => {
    const { sessions, browser, store, clock } = await signedIn({ strategy });
    const other = inAnotherProcess(() =>
      createService({ strategy, store: withoutFeed(store), clock }),
    );
    const stale = copyOf(browser);
    browser.obey(await sessions.create("bob", { request: browser.request({ method: "POST" }) }));
    if (strategy === "jwt") {
      // The newer session cookie beside the access cookie of the session that was replaced.
      browser.jar.set(ACCESS, stale.jar.get(ACCESS) as string);
      const outcome = await other.sessions.resolve(browser.request(), { verify: "store" });
      expect(outcome.session?.userId).toBe("bob");
      stale.jar.set(ACCESS, browser.jar.get(ACCESS) as string);
    }
    const refused = await other.sessions.resolve(stale.request(), { verify: "store" });
    expect(refused).toMatchObject({ reason: "unknown" });
    for (const { name } of refused.cookies) expect([SESSION, ACCESS]).toContain(name);
  });
});

test("without a store: a sign-out clears the cookies, and a late refusal does not", async () => {
  const { sessions } = createStatelessService();
  const browser = createBrowser();
  browser.obey(await sessions.create("ada", { request: browser.request() }));
  const late = copyOf(browser);
  const out = await sessions.signOut(browser.request({ method: "POST" }));
  expect(out.cookies.map(({ name }) => name)).toEqual([ACCESS, SESSION]);
  expect(await sessions.resolve(late.request())).toMatchObject({ reason: "revoked", cookies: [] });
});
