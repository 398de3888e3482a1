import { describe, expect, test } from "vitest";
import { bearer, createBrowser } from "../../test/browser.ts";
import { createOldLibrary, OLD_COOKIE } from "../../test/old-library.ts";
import {
  createService,
  createStatelessService,
  type Service,
  type ServiceOptions,
} from "../../test/service.ts";
import { ACCESS, copyOf, SESSION, STRATEGIES, signedIn } from "../../test/signed-in.ts";
import { provenIn } from "../../test/signed-in-bound.ts";
import type { SessionRequest } from "../index.ts";

/** A browser of a guest with a basket. */
async function guestWithBasket(options: ServiceOptions = {}) {
  const service = createService(options);
  const browser = createBrowser();
  const send = (method = "POST") => browser.request({ method });
  const put = async (item: number) => {
    const outcome = await service.sessions.updateGuest(send(), ({ basket = [], ...rest }) => ({
      ...rest,
      basket: [...(basket as number[]), item],
    }));
    browser.obey(outcome);
    return outcome;
  };
  const resolve = async (from = browser) => {
    const outcome = await service.sessions.resolve(from.request());
    from.obey(outcome);
    return outcome;
  };
  const started = await put(7);
  return { ...service, browser, send, put, resolve, started };
}

type Strategy = (typeof STRATEGIES)[number];
type Prepared = Pick<Service, "sessions" | "store"> & { readonly request: SessionRequest };

/** Requests that are not signed in, or do not show it, and whose browser has a session; with the reason, or null for an error. */
const REPLACEABLE: readonly (readonly [
  string,
  (strategy: Strategy) => Promise<Prepared>,
  string | null,
])[] = [
  [
    "a bound session without a proof of its key",
    async (strategy) => {
      const { device, clock, ...service } = await provenIn({ strategy });
      clock.advance("16m");
      device.expire();
      return { ...service, request: device.request() };
    },
    "binding_required",
  ],
  [
    "the session of an actor, after an impersonation",
    async (strategy) => {
      const { browser, clock, ...service } = await signedIn({ strategy });
      const why = { reason: "A test" };
      browser.obey(await service.sessions.impersonate(browser.request(), "bob", why));
      clock.advance("31m");
      return { ...service, request: browser.request() };
    },
    "expired_absolute",
  ],
  [
    "one of two cookies",
    async (strategy) => {
      const { browser, ...service } = await signedIn({ strategy });
      const cookie = `${SESSION}=planted; ${SESSION}=${browser.jar.get(SESSION)}`;
      return { ...service, request: browser.request({ headers: { cookie } }) };
    },
    "malformed",
  ],
  [
    "the session of a client with tokens of its own",
    async (strategy) => {
      const { created, clock, ...service } = await signedIn({ strategy });
      clock.advance("400d");
      const headers = bearer(created.tokens?.sessionToken);
      return { ...service, request: createBrowser().request({ headers }) };
    },
    "expired_absolute",
  ],
  [
    "the session of another library",
    async (strategy) => {
      const old = createOldLibrary();
      old.sessions.set("one", { userId: "ada" });
      const service = createService({ strategy, adopt: [old.adopter] });
      const browser = createBrowser();
      browser.jar.set(OLD_COOKIE, "one");
      return { ...service, request: browser.request() };
    },
    null,
  ],
];

describe.each(STRATEGIES)("a guest, strategy %s", (strategy) => {
  test("is not signed in, and has data", async () => {
    const { resolve, started, browser, store } = await guestWithBasket({ strategy });
    expect(started).toMatchObject({ status: "unauthenticated", session: null, reason: "guest" });
    const outcome = await resolve();
    expect(outcome).toMatchObject({
      ...{ status: "unauthenticated", session: null, reason: "guest" },
      guest: { data: { basket: [7] } },
    });
    expect(Object.isFrozen(outcome.status === "unauthenticated" && outcome.guest)).toBe(true);
    expect(browser.jar.has(SESSION)).toBe(true);
    expect(browser.jar.has(ACCESS)).toBe(false);
    expect(store.size).toBe(1);
  });

  test("keeps one session, whose changes all take effect", async () => {
    const { put, resolve, browser, store } = await guestWithBasket({ strategy });
    await put(8);
    const tabs = Array.from({ length: 8 }, (_, item) => ({ tab: copyOf(browser), item }));
    expect(store.size).toBe(1);
    await Promise.all(tabs.map(({ item }) => put(item + 10)));
    const outcome = await resolve();
    const guest = outcome.status === "unauthenticated" ? outcome.guest : undefined;
    const basket = guest?.data.basket as number[];
    expect(basket.toSorted((a, b) => a - b)).toEqual([7, 8, 10, 11, 12, 13, 14, 15, 16, 17]);
  });

  test("gets a new id at the sign-in, which keeps what `merge` returns", async () => {
    const { sessions, browser, send, store, resolve, events } = await guestWithBasket({ strategy });
    const planted = copyOf(browser);
    const created = await sessions.create("ada", {
      request: send(),
      merge: ({ basket }) => ({ basket }),
      data: { note: "hello" },
    });
    browser.obey(created);
    expect(created.session.data).toEqual({ basket: [7], note: "hello" });
    expect((await resolve()).session).toMatchObject({ userId: "ada", data: { basket: [7] } });
    expect(store.size).toBe(1);
    expect((await resolve(planted)).session).toBeNull();
    expect(events.filter(({ type }) => type === "session.revoked")).toMatchObject([
      { userId: null, reason: "revoked" },
    ]);
  });

  test("keeps nothing without `merge`", async () => {
    const { sessions, send } = await guestWithBasket({ strategy });
    expect((await sessions.create("ada", { request: send() })).session.data).toEqual({});
  });

  test("that has expired or was ended brings nothing to a sign-in", async () => {
    for (const end of ["expired", "ended"]) {
      const { sessions, send, clock, started } = await guestWithBasket({ strategy });
      const guest = started.status === "unauthenticated" ? started.guest : undefined;
      if (end === "ended") await sessions.revoke(guest?.id ?? "");
      else clock.advance("40d");
      const merge = () => ({ kept: true });
      expect((await sessions.create("ada", { request: send(), merge })).session.data).toEqual({});
    }
  });

  test("is refused by every endpoint that needs a user, and told to the client as a guest", async () => {
    const { sessions, browser } = await guestWithBasket({ strategy });
    const call = async (method: string, url: string) => {
      const answer = await sessions.handle(browser.request({ method, url: `/api/auth${url}` }));
      browser.obey(answer);
      return { status: answer?.status, body: JSON.parse(answer?.body ?? "null") };
    };
    expect((await call("GET", "/session")).body).toMatchObject({
      ...{ status: "unauthenticated", session: null, user: null, reason: "guest" },
    });
    for (const [method, url] of [
      ["POST", "/refresh"],
      ["GET", "/sessions"],
      ["GET", "/events"],
      ["DELETE", "/sessions/V1StGXR8_Z5jdHi6B-myT"],
    ] as const) {
      const { status, body } = await call(method, url);
      expect([status, body.reason]).toEqual([401, "guest"]);
    }
    expect((await call("POST", "/logout?scope=others")).body).toEqual({ revoked: 0 });
    expect((await call("POST", "/logout?scope=all")).body).toEqual({ revoked: 1 });
    expect(browser.jar.size).toBe(0);
  });

  test("stays a guest over rotations, and ends by reuse like any session", async () => {
    const { resolve, browser, clock, events } = await guestWithBasket({
      strategy,
      rotateEvery: strategy === "database" ? "2m" : undefined,
      onReuse: "user",
    });
    const thief = copyOf(browser);
    for (let step = 0; step < 4; step++) {
      clock.advance("5m");
      expect(await resolve()).toMatchObject({ reason: "guest" });
    }
    expect(browser.jar.get(SESSION)).not.toBe(thief.jar.get(SESSION));
    expect(await resolve(thief)).toMatchObject({ reason: "reused" });
    expect(events.at(-1)).toMatchObject({ type: "session.reused", userId: null });
  });

  test("cannot act as another user", async () => {
    const { sessions, send } = await guestWithBasket({ strategy });
    const outcome = await sessions.impersonate(send(), "bob", { reason: "A test" });
    expect(outcome).toMatchObject({ status: "unauthenticated", reason: "guest" });
  });

  test("counts against no limit, and calls neither `loadUser` nor a lifetime function", async () => {
    const asked: unknown[] = [];
    const { resolve } = await guestWithBasket({
      strategy,
      limit: { perUser: 1 },
      loadUser: (id) => {
        asked.push(id);
        return undefined;
      },
      lifetime: ({ userId }) => {
        asked.push(userId);
        return {};
      },
    });
    expect(await resolve()).toMatchObject({ reason: "guest" });
    expect(asked).toEqual([]);
  });

  test("is not started for a request that is signed in", async () => {
    const { sessions, send, browser } = await guestWithBasket({ strategy });
    browser.obey(await sessions.create("ada", { request: send() }));
    await expect(sessions.updateGuest(send(), { basket: [] })).rejects.toMatchObject({
      code: "session_config",
      option: "updateGuest",
    });
  });

  test.each(REPLACEABLE)("is not started in place of %s", async (_, prepare, expected) => {
    const { sessions, request, store } = await prepare(strategy);
    const { size } = store;
    const attempt = sessions.updateGuest(request, { basket: [] });
    if (expected === null) await expect(attempt).rejects.toMatchObject({ option: "updateGuest" });
    else expect(await attempt).toMatchObject({ status: "unauthenticated", reason: expected });
    const set =
      expected === null ? [] : (await attempt).cookies.filter(({ maxAge }) => maxAge !== 0);
    for (const { value } of set) expect(request.header("cookie")).toContain(`~${value}`);
    expect(store.size - size).toBeLessThanOrEqual(expected === null ? 2 : 0);
  });

  test("is not stored with data that is too large", async () => {
    const { sessions, store } = createService({ strategy });
    const request = createBrowser().request({ method: "POST" });
    const attempt = sessions.updateGuest(request, { note: "x".repeat(5_000) });
    await expect(attempt).rejects.toMatchObject({ option: "data" });
    expect(store.size).toBe(0);
  });
});

test("with refresh: endpoint, which limits the session cookie to its path, there are no guests", async () => {
  const { sessions, browser, store } = await signedIn({ refresh: "endpoint" });
  browser.jar.delete("__Secure-session");
  const attempt = sessions.updateGuest(browser.request(), { basket: [] });
  await expect(attempt).rejects.toMatchObject({ message: expect.stringContaining("refresh") });
  expect(store.size).toBe(1);
});

test("without a store, there are no guests", async () => {
  const { sessions } = createStatelessService();
  const attempt = sessions.updateGuest(createBrowser().request(), { basket: [] });
  await expect(attempt).rejects.toMatchObject({ message: expect.stringContaining("Pass one") });
});
