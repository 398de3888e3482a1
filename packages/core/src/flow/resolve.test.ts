import { describe, expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { createService, createStatelessService } from "../../test/service.ts";
import { createMemoryStore } from "../memory.ts";
import type { SessionStore } from "../store/session-store.ts";

async function signedIn(options: Parameters<typeof createService>[0] = {}) {
  const service = createService(options);
  const browser = createBrowser();
  const created = await service.sessions.create("ada", { request: browser.request() });
  browser.obey(created);
  return { ...service, browser, created };
}

/** Counts what a store is asked. */
function counted(store: SessionStore): { store: SessionStore; asked: string[] } {
  const asked: string[] = [];
  const proxy = new Proxy(store, {
    get(target, name: keyof SessionStore) {
      const verb = target[name] as unknown;
      if (typeof verb !== "function") return verb;
      return (...args: unknown[]) => {
        asked.push(name);
        return (verb as (...given: unknown[]) => unknown)(...args);
      };
    },
  });
  return { store: proxy, asked };
}

describe("a signed session", () => {
  test("is known without asking the store, and says what was claimed", async () => {
    const { store, asked } = counted(createMemoryStore());
    const { sessions, browser, created } = await signedIn({ store });
    asked.length = 0;
    const outcome = await sessions.resolve(browser.request());
    expect(outcome).toMatchObject({
      status: "authenticated",
      reason: null,
      cookies: [],
      tokens: null,
    });
    expect(outcome.session).toEqual(created.session);
    expect(outcome.session?.claims).toEqual({ role: "admin" });
    expect(asked).toEqual([]);
  });

  test("is frozen, and another object for each request, so that a user is loaded once per request", async () => {
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

  test("is refreshed in place when its access token has run out", async () => {
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
    ["a framework's prefetch", { prefetch: true }],
    ["a browser's prefetch", { headers: { "sec-purpose": "prefetch;prerender" } }],
    ["an older browser's prefetch", { headers: { purpose: "prefetch" } }],
  ])("%s never rotates, and is signed in all the same", async (_, request) => {
    const { sessions, browser, clock, types } = await signedIn();
    clock.advance("16m");
    expect(await sessions.resolve(browser.request(request))).toMatchObject({
      status: "authenticated",
      cookies: [],
    });
    expect(types()).toEqual(["created"]);
  });

  test("is only read where cookies cannot be set", async () => {
    const { store, asked } = counted(createMemoryStore());
    const { sessions, browser, clock } = await signedIn({ store });
    clock.advance("5d");
    asked.length = 0;
    expect(await sessions.resolve(browser.request(), { write: false })).toMatchObject({
      status: "authenticated",
      cookies: [],
    });
    expect(asked).toEqual(["find"]);
  });

  test("with refresh: endpoint no other request rotates, and the session cookie is kept to the base path", async () => {
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

  test("asks the store where the call says so: a revocation elsewhere is seen at once", async () => {
    const { sessions, browser, store, created } = await signedIn();
    await store.delete(created.session.id);
    expect((await sessions.resolve(browser.request())).status).toBe("authenticated");
    const outcome = await sessions.resolve(browser.request(), { verify: "store" });
    expect(outcome).toMatchObject({ status: "unauthenticated", reason: "unknown" });
    expect(outcome.cookies.every((cookie) => cookie.maxAge === 0)).toBe(true);
  });

  test("settles when its access token is presented again while the store is asked, and its predecessor is then reuse", async () => {
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

  test("ends at once in this process when it is revoked, in spite of its access token", async () => {
    const { sessions, browser, created } = await signedIn();
    expect(await sessions.revoke(created.session.id)).toBe(true);
    expect(await sessions.revoke(created.session.id)).toBe(false);
    expect(await sessions.resolve(browser.request())).toMatchObject({
      status: "unauthenticated",
      reason: "revoked",
    });
  });

  test("goes on through an outage of the store while its access token lives, and is unavailable after, never signed out", async () => {
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

describe("a stored session", () => {
  test("costs one read, and writes at most every five minutes", async () => {
    const { store, asked } = counted(createMemoryStore());
    const { sessions, browser, clock } = await signedIn({
      strategy: "database",
      store,
      activity: false,
    });
    clock.advance("299s");
    asked.length = 0;
    await sessions.resolve(browser.request());
    asked.length = 0;
    expect((await sessions.resolve(browser.request())).cookies).toEqual([]);
    expect(asked).toEqual(["find"]);
    clock.advance("1s");
    expect((await sessions.resolve(browser.request())).cookies).toHaveLength(1);
    expect(asked).toEqual(["find", "find", "update"]);
  });

  test("is extended with its activity, and its cookie with it: twelve hours are twelve hours", async () => {
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

  test("ends on the very next request: revoked, or its user gone", async () => {
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

  test("does not come back when a slow request finishes after the sign-out", async () => {
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

  test("rotates by the same table where rotateEvery is set", async () => {
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

  test("takes user and session from one query where the store joins", async () => {
    const memory = createMemoryStore();
    const asked: string[] = [];
    const joining = {
      ...memory,
      findWithUser: async (id: string) => {
        asked.push("findWithUser");
        const record = await memory.find(id);
        return record && { record, user: { id: record.userId, name: "joined", role: "reader" } };
      },
      find: async (id: string) => {
        asked.push("find");
        return memory.find(id);
      },
    };
    const { sessions, browser } = await signedIn({
      strategy: "database",
      store: joining,
      loadUser: (_id, joined) => joined ?? { id: "ada", name: "loaded", role: "admin" },
    });
    asked.length = 0;
    const outcome = await sessions.resolve(browser.request());
    expect(outcome.session?.claims).toEqual({ role: "reader" });
    expect(outcome.session && (await sessions.user(outcome.session))?.name).toBe("joined");
    expect(asked).toEqual(["findWithUser"]);
  });
});

describe("a session without a store", () => {
  test("slides, keeps its data and its absolute end, and asks for the user at every refresh", async () => {
    const { sessions, clock, users } = createStatelessService();
    const browser = createBrowser();
    const created = await sessions.create("ada", {
      request: browser.request(),
      data: { theme: "dark" },
    });
    browser.obey(created);
    clock.advance("2d");
    const outcome = await sessions.resolve(browser.request());
    browser.obey(outcome);
    expect(outcome.session).toEqual({
      ...created.session,
      expiresAt: created.session.expiresAt + 2 * 86_400_000,
    });
    expect(outcome.session?.data).toEqual({ theme: "dark" });
    users.delete("ada");
    clock.advance("16m");
    expect(await sessions.resolve(browser.request())).toMatchObject({ reason: "user_gone" });
  });

  test("ends at its idle and at its absolute expiry", async () => {
    const { sessions, clock } = createStatelessService();
    const browser = createBrowser();
    browser.obey(await sessions.create("ada", { request: browser.request() }));
    const held = new Map(browser.jar);
    clock.advance("7d");
    expect(await sessions.resolve(browser.request())).toMatchObject({ reason: "expired_idle" });
    for (const [name, value] of held) browser.jar.set(name, value);
    clock.advance("4w");
    expect(await sessions.resolve(browser.request())).toMatchObject({ reason: "expired_absolute" });
  });

  test("has no verb that would need a store", () => {
    const { sessions } = createStatelessService();
    for (const verb of ["list", "revoke", "revokeUser", "activity", "prune"])
      expect(sessions).not.toHaveProperty(verb);
  });
});

describe("credentials that are refused", () => {
  test("none at all: absent, and no cookie is touched", async () => {
    const { sessions } = await signedIn();
    expect(await sessions.resolve(createBrowser().request())).toMatchObject({
      reason: "absent",
      cookies: [],
    });
  });

  test("the same cookie twice: malformed, and neither is read", async () => {
    const { sessions, browser } = await signedIn();
    for (const name of ["__Host-access", "__Host-session"]) {
      const cookie = `${browser.request().header("cookie")}; ${name}=planted`;
      const outcome = await sessions.resolve(browser.request({ headers: { cookie } }));
      expect(outcome).toMatchObject({ reason: "malformed", cookies: [] });
    }
  });

  test("a session token in place of an access token, and the reverse", async () => {
    const { sessions, browser } = await signedIn();
    const access = browser.jar.get("__Host-access") as string;
    const session = browser.jar.get("__Host-session") as string;
    browser.jar.clear();
    browser.jar.set("__Host-access", session);
    expect(await sessions.resolve(browser.request())).toMatchObject({ reason: "malformed" });
    browser.jar.clear();
    browser.jar.set("__Host-session", access);
    expect(await sessions.resolve(browser.request())).toMatchObject({ reason: "malformed" });
  });

  test("a genuine token whose secret is another session's", async () => {
    const { sessions, browser, store, created } = await signedIn();
    await store.update(created.session.id, 2, { secretHash: "A".repeat(43) });
    browser.jar.delete("__Host-access");
    expect(await sessions.resolve(browser.request())).toMatchObject({ reason: "unknown" });
  });

  test("a late request of the session that this browser has since replaced leaves the newer cookies alone", async () => {
    const { sessions, browser } = await signedIn();
    const late = browser.request();
    browser.obey(await sessions.create("ada", { request: browser.request() }));
    expect(await sessions.resolve(late)).toMatchObject({ reason: "revoked", cookies: [] });
    const after = await sessions.signOut(browser.request({ method: "POST" }));
    expect(after.revoked).toBe(1);
  });
});

describe("bearer transport", () => {
  test("carries the access token, and the session token in database mode", async () => {
    const signed = await signedIn();
    const authorization = `Bearer ${signed.created.tokens?.accessToken}`;
    const nobody = createBrowser();
    expect(
      (await signed.sessions.resolve(nobody.request({ headers: { authorization } }))).status,
    ).toBe("authenticated");
    const session = `Bearer ${signed.created.tokens?.sessionToken}`;
    expect(
      await signed.sessions.resolve(nobody.request({ headers: { authorization: session } })),
    ).toMatchObject({ status: "authenticated", cookies: [], tokens: null });

    const stored = await signedIn({ strategy: "database" });
    const token = `Bearer ${stored.created.tokens?.sessionToken}`;
    expect(
      (await stored.sessions.resolve(nobody.request({ headers: { authorization: token } }))).status,
    ).toBe("authenticated");
  });

  test("an access token that ran out is no credential: refresh with the session token", async () => {
    const { sessions, created, clock } = await signedIn();
    clock.advance("16m");
    const headers = { authorization: `Bearer ${created.tokens?.accessToken}` };
    expect(await sessions.resolve(createBrowser().request({ headers }))).toMatchObject({
      reason: "absent",
      cookies: [],
    });
    const outcome = await sessions.refresh(
      createBrowser().request(),
      created.tokens?.sessionToken as string,
    );
    expect(outcome.status).toBe("authenticated");
  });

  test("a bearer token that is not ours is ignored, and the cookies decide", async () => {
    const { sessions, browser } = await signedIn();
    for (const authorization of [
      "Basic YTpi",
      "Bearer sk_live_123",
      "Bearer eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhIn0.c2ln",
      "Bearer v1.unknown.kid",
    ]) {
      expect((await sessions.resolve(browser.request({ headers: { authorization } }))).status).toBe(
        "authenticated",
      );
    }
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
