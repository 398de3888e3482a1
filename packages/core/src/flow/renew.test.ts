import { describe, expect, test } from "vitest";
import { bearer, createBrowser } from "../../test/browser.ts";
import { createStatelessService, type ServiceOptions } from "../../test/service.ts";
import { copyOf, signedIn } from "../../test/signed-in.ts";
import { createMemoryStore } from "../memory.ts";

type App = Awaited<ReturnType<typeof start>>;

const start = (options: ServiceOptions = {}) => signedIn(options, { data: { theme: "dark" } });

describe.each(["jwt", "database"] as const)("renew, strategy %s", (strategy) => {
  test("gives new credentials under the same id, and the old ones are held without its freshness", async () => {
    const { sessions, browser, created, clock, store } = await start({ strategy });
    const late = createBrowser();
    for (const [name, value] of browser.jar) late.jar.set(name, value);
    clock.advance("1m");
    const renewed = await sessions.renew(created.session, {
      request: browser.request(),
      authenticated: true,
    });
    browser.obey(renewed);
    expect(renewed.session?.id).toBe(created.session.id);
    expect(renewed.session?.data).toEqual({ theme: "dark" });
    const held = await sessions.refresh(late.request({ method: "POST" }));
    expect(held.session?.authenticatedAt).toBe(created.session.authenticatedAt);
    expect(held.cookies.map(({ name }) => name)).not.toContain("__Host-session");
    expect((await sessions.refresh(browser.request({ method: "POST" }))).status).toBe(
      "authenticated",
    );
    expect(store.size).toBe(1);
  });

  test("makes the session fresh only if the user has proved who they are", async () => {
    const { sessions, created, clock } = await start({ strategy });
    clock.advance("1h");
    const renewed = await sessions.renew(created.session);
    expect(renewed.session?.authenticatedAt).toBe(created.session.authenticatedAt);
    const steppedUp = await sessions.renew(created.session, { authenticated: true });
    expect(steppedUp.session?.authenticatedAt).toBe(clock());
    expect(steppedUp.session?.absoluteExpiresAt).toBe(created.session.absoluteExpiresAt);
    expect((await sessions.activity("ada")).map((entry) => entry.type)).toContain("stepped_up");
  });

  test("does not restore a session that has ended meanwhile", async () => {
    const { sessions, created, store } = await start({ strategy });
    await store.delete(created.session.id);
    expect(await sessions.renew(created.session)).toMatchObject({
      status: "unauthenticated",
      reason: "unknown",
    });
    expect(store.size).toBe(0);
  });
});

describe("update", () => {
  test("merges members, removes those that are undefined, and takes effect in this browser at once", async () => {
    const { sessions, browser, created } = await start();
    const outcome = await sessions.update(
      created.session,
      { cart: 5, theme: undefined as never },
      browser.request(),
    );
    browser.obey(outcome);
    expect((await sessions.resolve(browser.request())).session?.data).toEqual({ cart: 5 });
  });

  test("takes effect for two concurrent calls", async () => {
    const { sessions, created } = await start({ strategy: "database" });
    await Promise.all([
      sessions.update(created.session.id, { a: 1 }),
      sessions.update(created.session.id, { b: 2 }),
    ]);
    const outcome = await sessions.update(created.session.id, {});
    expect(outcome.session?.data).toEqual({ theme: "dark", a: 1, b: 2 });
  });

  test("is refused for a session that is gone, and unavailable in an outage", async () => {
    const store = createMemoryStore();
    const { sessions, created } = await start({ store });
    await sessions.revoke(created.session.id);
    expect(await sessions.update(created.session.id, { a: 1 })).toMatchObject({
      status: "unauthenticated",
    });
    expect(store.size).toBe(0);
    store.find = () => Promise.reject(new Error("down"));
    expect(await sessions.update(created.session.id, { a: 1 })).toMatchObject({
      status: "unavailable",
    });
  });
});

describe.each(["jwt", "database"] as const)(
  "a session that has ended meanwhile, strategy %s",
  (strategy) => {
    const verbs = {
      renew: ({ sessions, created, browser }: App) =>
        sessions.renew(created.session, { request: browser.request({ method: "POST" }) }),
      update: ({ sessions, created, browser }: App) =>
        sessions.update(created.session, { a: 1 }, browser.request({ method: "POST" })),
    };

    test.each(Object.entries(verbs))("%s clears its cookies", async (_, change) => {
      const app = await start({ strategy });
      await app.sessions.revoke(app.created.session.id);
      const outcome = await change(app);
      expect(outcome.status).toBe("unauthenticated");
      expect(outcome.cookies.map(({ name, maxAge }) => [name, maxAge])).toEqual(
        [...app.browser.jar.keys()].toSorted().map((name) => [name, 0]),
      );
    });

    test.each(Object.entries(verbs))(
      "%s does not clear those of a newer sign-in",
      async (_, change) => {
        const app = await start({ strategy });
        const { sessions, browser } = app;
        browser.obey(await sessions.create("ada", { request: browser.request() }));
        expect(await change(app)).toMatchObject({ status: "unauthenticated", cookies: [] });
      },
    );

    test.each(Object.entries(verbs))(
      "%s does not clear cookies that its sign-out has cleared",
      async (_, change) => {
        const app = await start({ strategy });
        await app.sessions.signOut(app.browser.request({ method: "POST" }));
        expect(await change(app)).toMatchObject({ status: "unauthenticated", cookies: [] });
      },
    );
  },
);

test("a bearer client gets no cookies for a session that has ended", async () => {
  const { sessions, created } = await start();
  const authorization = `Bearer ${created.tokens?.accessToken}`;
  await sessions.revoke(created.session.id);
  const request = createBrowser().request({ method: "POST", headers: { authorization } });
  expect(await sessions.update(created.session, {}, request)).toMatchObject({ cookies: [] });
});

test("if only the access token is presented, only its cookie is cleared", async () => {
  const { sessions, created, browser } = await start({ refresh: "endpoint" });
  const hidden = [...browser.jar.keys()].find((name) => name.includes("session")) ?? "";
  browser.jar.delete(hidden);
  await sessions.revoke(created.session.id);
  const outcome = await sessions.update(created.session, {}, browser.request({ method: "POST" }));
  expect(outcome.cookies.map(({ name, maxAge }) => [name, maxAge])).toEqual([["__Host-access", 0]]);
});

test("without a store, renew and update sign a new session token", async () => {
  const { sessions, clock } = createStatelessService();
  const browser = createBrowser();
  const created = await sessions.create("ada", { request: browser.request() });
  browser.obey(created);
  clock.advance("10m");
  browser.obey(
    await sessions.renew(created.session, { authenticated: true, request: browser.request() }),
  );
  const renewed = await sessions.resolve(browser.request());
  expect(renewed.session?.authenticatedAt).toBe(clock());
  if (!renewed.session) throw new Error("signed out");
  browser.obey(await sessions.update(renewed.session, { theme: "dark" }, browser.request()));
  clock.advance("16m");
  expect((await sessions.resolve(browser.request())).session?.data).toEqual({ theme: "dark" });
});

describe("renewals by a client that keeps its session token out of the request", () => {
  const SECURE = "__Secure-session";

  const renewals: readonly (readonly [string, ServiceOptions, (app: App) => Promise<unknown>])[] = [
    [
      "without the request",
      { strategy: "jwt" },
      ({ sessions, created }) => sessions.renew(created.session),
    ],
    [
      "without the request, in the database strategy",
      { strategy: "database", rotateEvery: "10m" },
      ({ sessions, created }) => sessions.renew(created.session, { authenticated: true }),
    ],
    [
      "with its access token as bearer",
      { strategy: "jwt" },
      ({ sessions, created }) =>
        sessions.renew(created.session, {
          request: createBrowser().request({
            method: "POST",
            headers: bearer(created.tokens?.accessToken),
          }),
          authenticated: true,
        }),
    ],
    [
      "with refresh: endpoint, where a route sees the access cookie only",
      { strategy: "jwt", refresh: "endpoint" },
      async ({ sessions, created, browser }) => {
        const route = copyOf(browser);
        route.jar.delete(SECURE);
        const request = route.request({ method: "POST" });
        browser.obey(await sessions.renew(created.session, { request, authenticated: true }));
      },
    ],
  ];

  test.each(renewals)(
    "%s sign no user out, however often and whenever",
    async (_, options, renew) => {
      for (const pauses of [
        ["1m"],
        ["1m", "10s"],
        ["1m", "4m"],
        ["1m", "4m", "4m"],
        ["3m", "10m"],
      ] as const) {
        const app = await start({ grace: "2m", ...options });
        for (const pause of pauses) {
          app.clock.advance(pause);
          await renew(app);
        }
        app.clock.advance("16m");
        const outcome = await app.refresh();
        expect([pauses, outcome.status, outcome.reason]).toEqual([pauses, "authenticated", null]);
        app.clock.advance("16m");
        expect((await app.refresh()).status).toBe("authenticated");
        expect(app.types()).not.toContain("reused");
      }
    },
  );
});
