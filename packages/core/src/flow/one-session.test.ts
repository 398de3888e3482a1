import { describe, expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { createService, createStatelessService } from "../../test/service.ts";
import { copyOf, inAnotherProcess, MODES, signedIn, signedInTo } from "../../test/signed-in.ts";
import { createMemoryStore } from "../memory.ts";

type App = Awaited<ReturnType<typeof signedInTo>>;

describe("one session per request", () => {
  test("an access token of a session that another process ended does not clear the cookies of a newer sign-in", async () => {
    const store = createMemoryStore();
    const { sessions, browser, created } = await signedIn({ store });
    await inAnotherProcess(() => createService({ store })).sessions.revoke(created.session.id);
    const stale = browser.jar.get("__Host-access") as string;
    const newer = await sessions.create("bob", { request: createBrowser().request() });
    browser.obey(newer);
    browser.jar.set("__Host-access", stale);
    for (const verify of ["token", "store"] as const) {
      const outcome = await sessions.resolve(browser.request(), { verify });
      expect(outcome.session?.userId).toBe("bob");
      expect(outcome.cookies.every(({ maxAge }) => maxAge !== 0)).toBe(true);
    }
  });

  test("a session token of another session decides, and its refusal leaves the access cookie", async () => {
    const { sessions, browser, store } = await signedIn();
    const other = await signedIn({ store });
    const session = other.browser.jar.get("__Host-session") as string;
    browser.jar.set("__Host-session", session);
    expect((await sessions.resolve(browser.request())).session?.id).toBe(other.created.session.id);
    await store.delete(other.created.session.id);
    const outcome = await sessions.resolve(browser.request());
    expect(outcome).toMatchObject({ reason: "unknown" });
    expect(outcome.cookies.map(({ name }) => name)).toEqual(["__Host-session"]);
  });

  test("an access token of an older position is replaced", async () => {
    const { sessions, browser, clock } = await signedIn();
    const access = browser.jar.get("__Host-access") as string;
    clock.advance("5m");
    browser.obey(await sessions.refresh(browser.request({ method: "POST" })));
    browser.jar.set("__Host-access", access);
    const outcome = await sessions.resolve(browser.request());
    expect(outcome).toMatchObject({ status: "authenticated", verified: "store" });
    expect(outcome.cookies.map(({ name }) => name)).toContain("__Host-access");
  });

  test("a sign-in in the database strategy clears the access cookie of a jwt process beside it", async () => {
    const store = createMemoryStore();
    const jwt = await signedIn({ store });
    const database = createService({ store, strategy: "database", clock: jwt.clock });
    jwt.browser.obey(await database.sessions.create("bob", { request: jwt.browser.request() }));
    expect(jwt.browser.jar.has("__Host-access")).toBe(false);
    expect((await jwt.sessions.resolve(jwt.browser.request())).session?.userId).toBe("bob");
  });

  test("a request with the cookies of one user and a bearer token of another changes the session of the bearer token, and no cookie", async () => {
    const { sessions, browser, store } = await signedIn();
    const bob = await sessions.create("bob");
    const authorization = `Bearer ${bob.tokens?.accessToken}`;
    const request = browser.request({ method: "POST", headers: { authorization } });
    const outcome = await sessions.update(bob.session, { seen: true }, request);
    expect(outcome).toMatchObject({ status: "authenticated", cookies: [] });
    expect((await store.find(bob.session.id))?.data).toEqual({ seen: true });
  });

  test("the session token decides in stateless mode, too", async () => {
    const { sessions } = createStatelessService();
    const [one, two] = [createBrowser(), createBrowser()];
    one.obey(await sessions.create("ada"));
    two.obey(await sessions.create("bob"));
    one.jar.set("__Host-session", two.jar.get("__Host-session") as string);
    expect((await sessions.resolve(one.request())).session?.userId).toBe("bob");
  });
});

describe("a prefetch", () => {
  test.each(["POST", "PUT", "DELETE"])("is not a %s, whatever headers it has", async (method) => {
    const { sessions, browser, clock, types } = await signedIn();
    clock.advance("16m");
    const headers = { "sec-purpose": "prefetch", "next-router-prefetch": "1" };
    const outcome = await sessions.resolve(browser.request({ method, headers, prefetch: true }));
    expect(outcome.cookies).toHaveLength(2);
    expect(types()).toContain("rotated");
  });

  test.each([
    { "sec-purpose": "prefetch" },
    { purpose: "prefetch" },
    { "next-router-prefetch": "1" },
  ])("finds reuse like any other request, and ends the session: %j", async (headers) => {
    const { sessions, browser, clock, store, types } = await signedIn({
      strategy: "database",
      rotateEvery: "5m",
    });
    const thief = copyOf(browser);
    for (let round = 0; round < 3; round++) {
      clock.advance("6m");
      browser.obey(await sessions.resolve(browser.request()));
    }
    expect(await sessions.resolve(thief.request({ headers }))).toMatchObject({
      reason: "reused",
    });
    expect(store.size).toBe(0);
    expect(types().at(-1)).toBe("reused");
  });

  test("extends nothing and sets no cookie", async () => {
    const { sessions, browser, clock, store, created } = await signedIn({ strategy: "database" });
    clock.advance("3d");
    const before = await store.find(created.session.id);
    const outcome = await sessions.resolve(
      browser.request({ headers: { "sec-purpose": "prefetch" } }),
    );
    expect(outcome).toMatchObject({ status: "authenticated", cookies: [] });
    expect(await store.find(created.session.id)).toEqual(before);
  });

  describe.each(MODES)("of a session that is over, mode %s", (mode) => {
    test.each([
      ["expired", async ({ clock }: App) => clock.advance("8d")],
      [
        "without its user",
        async ({ users, clock }: App) => {
          users.delete("ada");
          clock.advance("20m");
        },
      ],
    ] as const)("clears no cookie: %s", async (_, end) => {
      const app = await signedInTo(mode);
      const { sessions, browser, created } = app;
      await end(app);
      for (const headers of [{ "sec-purpose": "prefetch" }, { "next-router-prefetch": "1" }]) {
        const outcome = await sessions.resolve(browser.request({ headers }));
        expect(outcome).toMatchObject({ status: "unauthenticated", cookies: [] });
        for (const changed of [
          await sessions.update(created.session, { a: 1 }, browser.request({ headers })),
          await sessions.renew(created.session, { request: browser.request({ headers }) }),
        ])
          expect(changed).toMatchObject({ status: "unauthenticated", cookies: [] });
        for (const path of ["/session", "/sessions", "/refresh?redirect=/"]) {
          const url = `/api/auth${path}`;
          const response = await sessions.handle(browser.request({ url, headers }));
          expect(response?.headers.filter(([name]) => name === "set-cookie")).toEqual([]);
        }
      }
    });
  });
});
