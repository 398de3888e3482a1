import { describe, expect, test } from "vitest";
import { bearer, createBrowser } from "../../test/browser.ts";
import { createService, createStatelessService } from "../../test/service.ts";
import { SESSION, signedIn, signedInTo } from "../../test/signed-in.ts";
import { counted } from "../../test/store-faults.ts";
import { createMemoryStore } from "../memory.ts";

describe("a signed session", () => {
  test("is read without a call to the store, and holds its claims", async () => {
    const { store, calls } = counted(createMemoryStore());
    const { sessions, browser, created } = await signedIn({ store });
    await sessions.resolve(browser.request());
    calls.length = 0;
    const outcome = await sessions.resolve(browser.request());
    expect(outcome).toMatchObject({
      status: "authenticated",
      reason: null,
      cookies: [],
      tokens: null,
    });
    expect(outcome.session).toEqual(created.session);
    expect(outcome.session?.claims).toEqual({ role: "admin" });
    expect(calls).toEqual([]);
  });

  test("is a new frozen object for each request, so that its user is loaded once per request", async () => {
    const { sessions, browser, users } = await signedIn();
    const first = await sessions.resolve(browser.request());
    const second = await sessions.resolve(browser.request());
    if (!first.session || !second.session) throw new Error("signed out");
    expect(first.session).not.toBe(second.session);
    expect(Object.isFrozen(first.session) && Object.isFrozen(first.session.claims)).toBe(true);
    expect((await sessions.user(first.session))?.name).toBe("ADA");
    users.set("ada", { id: "ada", name: "Countess", role: "admin" });
    expect((await sessions.user(first.session))?.name).toBe("ADA");
    expect((await sessions.user(second.session))?.name).toBe("Countess");
  });

  test("is refreshed in place when its access token has expired", async () => {
    const { sessions, browser, clock, types } = await signedIn();
    clock.advance("16m");
    const outcome = await sessions.resolve(browser.request());
    expect(outcome.status).toBe("authenticated");
    expect(outcome.cookies.map((cookie) => cookie.name)).toEqual([
      "__Host-access",
      "__Host-session",
    ]);
    expect(types()).toEqual(["created", "rotated"]);
    browser.obey(outcome);
    expect((await sessions.resolve(browser.request())).cookies).toEqual([]);
  });

  test.each([
    ["a prefetch of a framework", { prefetch: true }],
    ["a prefetch of a browser", { headers: { "sec-purpose": "prefetch;prerender" } }],
    ["a prefetch of an older browser", { headers: { purpose: "prefetch" } }],
  ])("%s does not rotate, and is signed in", async (_, request) => {
    const { sessions, browser, clock, types } = await signedIn();
    clock.advance("16m");
    expect(await sessions.resolve(browser.request(request))).toMatchObject({
      status: "authenticated",
      cookies: [],
    });
    expect(types()).toEqual(["created"]);
  });

  test("is only read where cookies cannot be set", async () => {
    const { store, calls } = counted(createMemoryStore());
    const { sessions, browser, clock } = await signedIn({ store });
    clock.advance("5d");
    calls.length = 0;
    expect(await sessions.resolve(browser.request(), { write: false })).toMatchObject({
      status: "authenticated",
      cookies: [],
    });
    expect(calls).toEqual(["find"]);
  });

  test("with refresh: endpoint is rotated by the endpoint only, and its session cookie is limited to the base path", async () => {
    const { sessions, browser, created, clock } = await signedIn({ refresh: "endpoint" });
    expect(created.cookies.map(({ name, path }) => `${name} ${path}`)).toEqual([
      "__Host-access /",
      "__Secure-session /api/auth",
    ]);
    clock.advance("16m");
    expect(await sessions.resolve(browser.request())).toMatchObject({
      status: "authenticated",
      cookies: [],
      expiresIn: 0,
    });
    const outcome = await sessions.refresh(browser.request({ method: "POST" }));
    expect(outcome.cookies.length).toBe(2);
  });

  test("is looked up in the store with verify: store, so that a revocation elsewhere takes effect at once", async () => {
    const { sessions, browser, store, created } = await signedIn();
    await store.delete(created.session.id);
    expect((await sessions.resolve(browser.request())).status).toBe("authenticated");
    const outcome = await sessions.resolve(browser.request(), { verify: "store" });
    expect(outcome).toMatchObject({ status: "unauthenticated", reason: "unknown" });
    expect(outcome.cookies.every((cookie) => cookie.maxAge === 0)).toBe(true);
  });

  test("settles when its access token is presented again with verify: store, and its predecessor is then reuse", async () => {
    const { sessions, browser, clock, store, created } = await signedIn();
    const thief = createBrowser();
    for (const [name, value] of browser.jar) thief.jar.set(name, value);
    clock.advance("16m");
    browser.obey(await sessions.resolve(browser.request()));
    await sessions.resolve(browser.request(), { verify: "store" });
    expect((await store.find(created.session.id))?.seenGeneration).toBe(2);
    clock.advance("55s");
    await sessions.resolve(browser.request(), { verify: "store" });
    expect((await store.find(created.session.id))?.settledAt.getTime()).toBe(clock());
    clock.advance("31s");
    expect(await sessions.refresh(thief.request({ method: "POST" }))).toMatchObject({
      reason: "reused",
    });
  });

  test("settles nothing by an access cookie beside the session cookie of an earlier position", async () => {
    const { sessions, browser, clock, record, refresh, resolve } = await signedInTo("jwt");
    const earlier = browser.jar.get(SESSION) as string;
    clock.advance("16m");
    await refresh();
    // A process of the other strategy, which sets no access cookie, has answered late.
    browser.jar.set(SESSION, earlier);
    for (const time of ["1s", "101s", "1m"] as const) {
      clock.advance(time);
      expect((await resolve(browser, { verify: "store" })).status).toBe("authenticated");
    }
    expect(await record()).toMatchObject({ generation: 2, seenGeneration: 0 });
    expect((await sessions.refresh(browser.request({ method: "POST" }))).status).toBe(
      "authenticated",
    );
  });

  test("is over at once in the process that revokes it, although its access token has not expired", async () => {
    const { sessions, browser, created } = await signedIn();
    expect(await sessions.revoke(created.session.id)).toBe(true);
    expect(await sessions.revoke(created.session.id)).toBe(false);
    expect(await sessions.resolve(browser.request())).toMatchObject({
      status: "unauthenticated",
      reason: "revoked",
    });
  });

  test("outlives an outage of the store while its access token is valid, and is unavailable after that", async () => {
    const store = createMemoryStore();
    const { sessions, browser, clock } = await signedIn({ store });
    store.find = () => Promise.reject(new Error("down"));
    expect((await sessions.resolve(browser.request())).status).toBe("authenticated");
    clock.advance("16m");
    expect(await sessions.resolve(browser.request())).toMatchObject({
      status: "unavailable",
      cookies: [],
    });
  });
});

test("an access token whose session has expired in the store is refused, with an event", async () => {
  const { sessions, browser, clock, store, created, types } = await signedIn();
  const idleExpiresAt = new Date(clock());
  await store.update(created.session.id, 2, { idleExpiresAt });
  const outcome = await sessions.resolve(browser.request(), { verify: "store" });
  expect(outcome.reason).toBe("expired_idle");
  expect(types()).toEqual(["created", "expired"]);
});

describe("a stored session", () => {
  test("costs one read, and writes at most every five minutes", async () => {
    const { store, calls } = counted(createMemoryStore());
    const { sessions, browser, clock } = await signedIn({
      strategy: "database",
      store,
      activity: false,
    });
    clock.advance("299s");
    calls.length = 0;
    await sessions.resolve(browser.request());
    calls.length = 0;
    expect((await sessions.resolve(browser.request())).cookies).toEqual([]);
    expect(calls).toEqual(["find"]);
    clock.advance("1s");
    expect((await sessions.resolve(browser.request())).cookies).toHaveLength(1);
    expect(calls).toEqual(["find", "find", "update"]);
  });

  test("is extended together with its cookie", async () => {
    const { sessions, browser, clock, types, created } = await signedIn({ strategy: "database" });
    clock.advance("4d");
    const outcome = await sessions.resolve(browser.request());
    expect(outcome.cookies).toMatchObject([{ name: "__Host-session", maxAge: 691_200 }]);
    expect(outcome.session?.expiresAt).toBe(created.session.expiresAt + 4 * 86_400_000);
    expect(types()).toEqual(["created", "extended"]);
  });

  test("records activity at most every five minutes", async () => {
    const { sessions, browser, clock, store, created } = await signedIn({ strategy: "database" });
    const lastActive = async () => (await store.find(created.session.id))?.lastActiveAt.getTime();
    clock.advance("4m");
    await sessions.resolve(browser.request());
    expect(await lastActive()).toBe(created.session.createdAt);
    clock.advance("1m");
    await sessions.resolve(browser.request({ address: "198.51.100.9" }));
    expect(await lastActive()).toBe(clock());
    expect((await store.find(created.session.id))?.ip).toBe("198.51.100.9");
  });

  test("is over on the next request once it is revoked or its user is gone", async () => {
    const revoked = await signedIn({ strategy: "database" });
    await revoked.store.delete(revoked.created.session.id);
    expect(await revoked.sessions.resolve(revoked.browser.request())).toMatchObject({
      reason: "unknown",
    });

    const gone = await signedIn({ strategy: "database" });
    gone.users.delete("ada");
    expect(await gone.sessions.resolve(gone.browser.request())).toMatchObject({
      reason: "user_gone",
    });
  });

  test("is not restored by a slow request that finishes after its revocation", async () => {
    const store = createMemoryStore();
    const { sessions, browser, clock, created } = await signedIn({ strategy: "database", store });
    clock.advance("4d");
    const update = store.update;
    store.update = async (...change) => {
      await sessions.revoke(created.session.id);
      return update(...change);
    };
    const outcome = await sessions.resolve(browser.request());
    expect(outcome).toMatchObject({ status: "unauthenticated", reason: "revoked" });
    expect(store.size).toBe(0);
    expect(outcome.cookies).toMatchObject([{ name: "__Host-session", maxAge: 0 }]);
  });

  test("rotates by the same table if rotateEvery is set", async () => {
    const { sessions, browser, clock, types } = await signedIn({
      strategy: "database",
      rotateEvery: "1h",
    });
    clock.advance("59m");
    browser.obey(await sessions.resolve(browser.request()));
    expect(types()).toEqual(["created", "extended"]);
    clock.advance("1m");
    const late = createBrowser();
    for (const [name, value] of browser.jar) late.jar.set(name, value);
    browser.obey(await sessions.resolve(browser.request()));
    expect(types()).toEqual(["created", "extended", "rotated"]);
    late.obey(await sessions.resolve(late.request()));
    expect(late.jar).toEqual(browser.jar);
  });
});

test("freshness is measured from the last proof of identity", async () => {
  const { sessions, created, clock } = await signedIn();
  clock.advance("9m");
  expect(sessions.isFresh(created.session, "10m")).toBe(true);
  clock.advance("1m");
  expect(sessions.isFresh(created.session, "10m")).toBe(false);
  expect(() => sessions.requireFresh(created.session, "10m")).toThrow(
    expect.objectContaining({ code: "session_not_fresh" }),
  );
});

test("without a store, an access token is not affected by another service of the process", async () => {
  const { sessions, clock } = createStatelessService();
  const stored = createService({ clock });
  const { tokens } = await sessions.create("ada", { transport: "bearer" });
  const request = createBrowser().request({ headers: bearer(tokens?.accessToken) });
  await stored.sessions.revokeUser("ada");
  expect(await sessions.resolve(request)).toMatchObject({ status: "authenticated" });
  await stored.sessions.revokeEveryone();
  expect(await sessions.resolve(request)).toMatchObject({ status: "authenticated" });
});
