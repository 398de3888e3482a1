import { describe, expect, test } from "vitest";
import { bearer, createBrowser } from "../../../test/browser.ts";
import { createService, createStatelessService } from "../../../test/service.ts";
import {
  ACCESS,
  authenticated,
  copyOf,
  MODES,
  SESSION,
  STRATEGIES,
  signedIn,
  signedInTo,
} from "../../../test/signed-in.ts";
import { counted } from "../../../test/store-faults.ts";
import { createMemoryStore } from "../../memory.ts";

const DAY = 86_400;
const ages = (outcome: { readonly cookies: readonly { name: string; maxAge: number | null }[] }) =>
  Object.fromEntries(outcome.cookies.map(({ name, maxAge }) => [name, maxAge]));

describe.each(MODES)("the cookies of a session, mode %s", (mode) => {
  const names = mode === "database" ? [SESSION] : [ACCESS, SESSION];

  test("are always set together, and outlive a remembered session by a day", async () => {
    const { sessions, browser, created, clock } = await signedInTo(mode);
    const expected = () => {
      const end = (created.session.createdAt + 7 * DAY * 1000 - clock()) / 1000;
      return end + DAY;
    };
    expect(ages(created)).toEqual(Object.fromEntries(names.map((name) => [name, expected()])));
    clock.advance("2d");
    const post = () => browser.request({ method: "POST" });
    for (const answer of [
      () => sessions.refresh(post()),
      () => sessions.renew(created.session, { request: post() }),
      () => sessions.resolve(browser.request()),
    ]) {
      const outcome = authenticated(await answer());
      browser.obey(outcome);
      if (outcome.cookies.length === 0) continue;
      const left = (outcome.session.expiresAt - clock()) / 1000 + DAY;
      expect(ages(outcome)).toEqual(Object.fromEntries(names.map((name) => [name, left])));
    }
  });

  test("without an age end with the browser where the session is not remembered", async () => {
    const { sessions, browser, created, clock } = await signedInTo(mode, {}, { remember: false });
    expect(ages(created)).toEqual(Object.fromEntries(names.map((name) => [name, null])));
    clock.advance("1h");
    const outcome = await sessions.refresh(browser.request({ method: "POST" }));
    expect(Object.values(ages(outcome))).toEqual(names.map(() => null));
  });

  test("are never set for longer than 400 days", async () => {
    const { created } = await signedInTo(mode, { lifetime: { idle: "400d", absolute: "400d" } });
    expect(ages(created)).toEqual(Object.fromEntries(names.map((name) => [name, 400 * DAY])));
  });

  test.each([
    ["idle", "expired_idle", {}],
    ["absolute", "expired_absolute", { lifetime: { idle: "3d", absolute: "3d" } }],
  ] as const)("say that the %s end has come, until a day after it", async (_, reason, options) => {
    const { sessions, browser, created, clock, users } = await signedInTo(mode, options);
    const end = created.session.expiresAt;
    for (const late of [0, 60_000, DAY * 1000 - 1]) {
      clock.set(end + late);
      const tab = copyOf(browser);
      expect(await sessions.resolve(tab.request())).toMatchObject({ reason });
      const response = await sessions.handle(tab.request({ url: "/api/auth/session" }));
      expect(JSON.parse(response?.body ?? "{}")).toMatchObject({ reason });
      const outcome = await sessions.refresh(tab.request({ method: "POST" }));
      expect(outcome).toMatchObject({ reason });
      expect(ages(outcome)).toEqual(Object.fromEntries(names.map((name) => [name, 0])));
    }
    expect(users.size).toBe(2);
  });
});

describe("claims that outgrow the cookie at a refresh", () => {
  const grow = async () => {
    let size = 10;
    const { store, calls } = counted(createMemoryStore());
    const app = await signedIn({ store, claims: () => ({ role: "x".repeat(size) }) });
    return {
      ...app,
      calls,
      resize(to: number) {
        size = to;
      },
    };
  };

  test("leave the session on its session token: an event, no error, and a store read per request", async () => {
    const { browser, clock, resize, refresh, resolve, types, calls } = await grow();
    resize(4_000);
    clock.advance("16m");
    const outcome = authenticated(await refresh());
    expect(types().filter((type) => type === "claims_too_large")).toHaveLength(1);
    expect(outcome.session.claims.role).toHaveLength(4_000);
    expect(browser.jar.has(ACCESS)).toBe(false);
    expect(browser.jar.has(SESSION)).toBe(true);
    for (let request = 0; request < 3; request++) {
      clock.advance("10s");
      calls.length = 0;
      const next = authenticated(await resolve());
      expect(next.verified).toBe("store");
      expect(next.session.claims.role).toHaveLength(4_000);
      expect(calls).toContain("find");
    }
  });

  test("are one event, also where another request won the first swap", async () => {
    const { store, resize, clock, refresh, types } = await grow();
    resize(4_000);
    clock.advance("16m");
    const { update } = store;
    store.update = async (id, version) => {
      store.update = update;
      await update(id, version, { lastActiveAt: new Date(clock()) });
      return "conflict";
    };
    expect((await refresh()).status).toBe("authenticated");
    expect(types().filter((type) => type === "claims_too_large")).toHaveLength(1);
  });

  test("are in an access token again once they fit", async () => {
    const { browser, clock, resize, refresh, resolve } = await grow();
    resize(4_000);
    clock.advance("16m");
    await refresh();
    resize(10);
    await resolve();
    expect(browser.jar.has(ACCESS)).toBe(true);
    expect(await resolve()).toMatchObject({ status: "authenticated", verified: "token" });
  });

  test("do not fail a request that only reads, a prefetch or GET /session", async () => {
    const { sessions, browser, clock, resize } = await grow();
    resize(4_000);
    clock.advance("16m");
    for (const outcome of [
      await sessions.resolve(browser.request(), { write: false }),
      await sessions.resolve(browser.request({ prefetch: true })),
      await sessions.resolve(browser.request()),
    ])
      expect(outcome.status).toBe("authenticated");
    const response = await sessions.handle(browser.request({ url: "/api/auth/session" }));
    expect(response?.status).toBe(200);
  });

  test("fit a bearer client up to 8 KiB, and then it has its session token alone", async () => {
    const { sessions, clock, resize, created, types } = await grow();
    const headers = bearer(created.tokens?.sessionToken);
    resize(4_000);
    clock.advance("16m");
    const native = createBrowser();
    const fits = authenticated(await sessions.refresh(native.request({ method: "POST", headers })));
    expect(fits.tokens?.accessToken?.length).toBeGreaterThan(5_000);
    resize(9_000);
    clock.advance("10s");
    const outcome = await sessions.refresh(
      native.request({ method: "POST", headers: bearer(fits.tokens?.sessionToken) }),
    );
    expect(outcome).toMatchObject({ status: "authenticated", tokens: { accessToken: null } });
    expect(types().at(-1)).toBe("claims_too_large");
  });

  test("without a store, too, leave the session on its session token", async () => {
    let size = 10;
    const { sessions, clock, types } = createStatelessService({
      claims: () => ({ role: "x".repeat(size) }),
    });
    const browser = createBrowser();
    browser.obey(await sessions.create("ada", { request: browser.request() }));
    size = 4_000;
    for (let round = 0; round < 3; round++) {
      clock.advance("16m");
      const outcome = await sessions.resolve(browser.request());
      browser.obey(outcome);
      expect(outcome.status).toBe("authenticated");
      expect(browser.jar.has(ACCESS)).toBe(false);
    }
    expect(types()).toContain("claims_too_large");
  });
});

describe.each(STRATEGIES)("what is too large for an explicit change, strategy %s", (strategy) => {
  const tooLarge = strategy === "jwt" ? { code: "cookie_too_large" } : { option: "data" };
  const text = "x".repeat(strategy === "jwt" ? 3_500 : 4_200);

  test("throws before anything is written: update by cookies, by bearer and by id", async () => {
    const { sessions, browser, store, created } = await signedIn({ strategy });
    const before = await store.find(created.session.id);
    const native = createBrowser().request({
      method: "POST",
      headers: bearer(created.tokens?.sessionToken),
    });
    await expect(
      sessions.update(created.session, { text }, browser.request({ method: "POST" })),
    ).rejects.toMatchObject(tooLarge);
    for (const request of [native, undefined])
      await expect(
        sessions.update(created.session, { text: "x".repeat(4_200) }, request),
      ).rejects.toMatchObject({ option: "data" });
    expect(await store.find(created.session.id)).toEqual(before);
    expect((await sessions.resolve(browser.request())).status).toBe("authenticated");
  });

  test("throws at a sign-in that evicts and replaces nothing", async () => {
    const size = strategy === "jwt" ? 3_500 : 4_200;
    const { sessions, browser, store, types } = await signedIn({ strategy, limit: { perUser: 2 } });
    await sessions.create("ada");
    const before = types();
    await expect(
      sessions.create("ada", {
        request: browser.request({ method: "POST" }),
        data: { text: "x".repeat(size) },
      }),
    ).rejects.toMatchObject(tooLarge);
    expect(store.size).toBe(2);
    expect(types()).toEqual(before);
    expect((await sessions.resolve(browser.request())).status).toBe("authenticated");
  });

  test("throws at a sign-in for claims that no cookie holds, in the jwt strategy only", async () => {
    const { sessions, store } = createService({
      strategy,
      limit: { perUser: 1 },
      claims: () => ({ role: "x".repeat(4_000) }),
    });
    const created = sessions.create("ada");
    if (strategy === "database") {
      expect((await created).session.claims.role).toHaveLength(4_000);
      return;
    }
    await expect(created).rejects.toMatchObject({ code: "cookie_too_large", option: "claims" });
    expect(store.size).toBe(0);
  });
});

describe.each(STRATEGIES)("a held token, strategy %s", (strategy) => {
  test("is signed in as before the renewal: not fresh, no session cookie, no write, one event", async () => {
    const { sessions, browser, created, clock, store, types } = await signedIn({ strategy });
    const old = copyOf(browser);
    clock.advance("12m");
    const request = browser.request({ method: "POST" });
    browser.obey(await sessions.renew(created.session, { request, authenticated: true }));
    clock.advance("10s");
    const before = await store.find(created.session.id);
    const held = authenticated(await sessions.refresh(old.request({ method: "POST" })));
    expect(held.session.authenticatedAt).toBe(created.session.authenticatedAt);
    expect(held.cookies.map(({ name }) => name)).toEqual(strategy === "jwt" ? [ACCESS] : []);
    expect(await store.find(created.session.id)).toEqual(before);
    expect(types().at(-1)).toBe("held");
    expect(() => sessions.requireFresh(held.session, "10m")).toThrow();
    const fresh = authenticated(await sessions.resolve(browser.request(), { verify: "store" }));
    expect(() => sessions.requireFresh(fresh.session, "10m")).not.toThrow();
  });

  test("gives a body client no session token, and an access token to the end of the grace period", async () => {
    const { sessions, created, clock, browser } = await signedIn({ strategy });
    clock.advance("1m");
    await sessions.renew(created.session, { request: browser.request({ method: "POST" }) });
    clock.advance("10s");
    const held = authenticated(
      await sessions.refresh(
        createBrowser().request({ method: "POST" }),
        created.tokens?.sessionToken as string,
      ),
    );
    if (strategy === "jwt") {
      expect(held.tokens?.sessionToken).toBeNull();
      expect(held.tokens?.accessToken).not.toBeNull();
      expect(held.expiresIn).toBeLessThanOrEqual(20);
    } else {
      expect(held.tokens?.sessionToken ?? null).toBeNull();
    }
  });
});
