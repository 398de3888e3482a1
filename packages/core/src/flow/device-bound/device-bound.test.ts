import { describe, expect, test } from "vitest";
import { bearer, createBrowser } from "../../../test/browser.ts";
import { navigation, statusesOf } from "../../../test/device.ts";
import { copyOf, SESSION, STRATEGIES } from "../../../test/signed-in.ts";
import { provenIn, signedInBound } from "../../../test/signed-in-bound.ts";

const REFUSED = { status: "unauthenticated", session: null, reason: "binding_required" };

describe.each(STRATEGIES)("a bound session (%s)", (strategy) => {
  test.each(["ES256", "RS256"] as const)(
    "is refreshed by its browser, with one proof by %s for each refresh",
    async (alg) => {
      const { device, clock, resolve, types } = await signedInBound({ strategy }, alg);
      expect(types()).toEqual(["created", "bound"]);
      for (let round = 0; round < 5; round++) {
        clock.advance("15m");
        device.expire();
        expect(statusesOf(await device.refresh())).toEqual([200]);
        expect((await resolve()).status).toBe("authenticated");
      }
    },
  );

  test("is worth nothing to a thief without the key, over any transport", async () => {
    const { device, clock, resolve, refresh, sessions } = await provenIn({ strategy });
    const thief = copyOf(device);
    expect((await resolve(thief)).status).toBe("authenticated");
    clock.advance("16m");
    for (const outcome of [await resolve(thief), await refresh(thief)])
      expect(outcome).toMatchObject(REFUSED);
    const token = thief.jar.get("__Host-session") as string;
    const other = createBrowser();
    const headers = bearer(token);
    const outcomes = [
      await sessions.resolve(other.request({ headers })),
      await sessions.refresh(other.request({ method: "POST", headers })),
      await sessions.refresh(other.request({ method: "POST" }), token),
    ];
    for (const { reason, tokens = null } of outcomes as { reason: string; tokens?: null }[])
      expect([reason, tokens]).toEqual(["binding_required", null]);
    device.expire();
    expect(statusesOf(await device.refresh())).toEqual([200]);
    expect((await resolve()).status).toBe("authenticated");
  });

  test("survives a thief who reuses an old token, and who refreshes before the first proof", async () => {
    const { device, clock, refresh, resolve, store } = await signedInBound({
      strategy,
      rotateEvery: strategy === "database" ? "2m" : undefined,
    });
    const thief = copyOf(device);
    for (let turn = 0; turn < 3; turn++) {
      clock.advance("5m");
      expect((await refresh(thief)).status).toBe("authenticated");
    }
    device.expire();
    expect(statusesOf(await device.refresh())).toEqual([200]);
    expect((await resolve()).status).toBe("authenticated");
    clock.advance("16m");
    expect(await refresh(thief)).toMatchObject(REFUSED);
    expect(store.size).toBe(1);
    device.expire();
    expect(statusesOf(await device.refresh())).toEqual([200]);
  });

  test("is changed without new life while its proof lasts, and not after it", async () => {
    const { device, clock, sessions, resolve } = await provenIn({ strategy });
    clock.advance("5m");
    const { session } = await resolve();
    const change = () =>
      sessions.update(session as never, { note: "a" }, device.request({ method: "POST" }));
    const changed = await change();
    device.obey(changed);
    expect(changed.session?.data).toEqual({ note: "a" });
    for (const { name, maxAge } of changed.cookies)
      if (name !== SESSION) expect([name, Number(maxAge) <= 600]).toEqual([name, true]);
    clock.advance("11m");
    expect(await change()).toMatchObject(REFUSED);
    expect(await sessions.renew(session as never, { request: device.request() })).toMatchObject(
      REFUSED,
    );
  });

  test("gets another key by a proof of identity, and none by a renewal without one", async () => {
    const { device, clock, sessions, store, id } = await provenIn({ strategy });
    clock.advance("16m");
    device.expire();
    const request = device.request({ method: "POST" });
    const found = await sessions.resolve(request, { binding: "optional" });
    expect(found).toMatchObject({ status: "authenticated", cookies: [] });
    if (!found.session) throw new Error("There is no session.");
    expect(sessions.isFresh(found.session, "30d")).toBe(false);
    const renewed = await sessions.renew(found.session, { request, authenticated: true });
    device.obey(renewed);
    expect((await store.find(id))?.boundKey).toBeNull();
    expect((await device.register(renewed))?.status).toBe(200);
    expect((await store.find(id))?.boundKey).not.toBeNull();
  });

  test("keeps its key at a proof of identity while the proof of the key lasts", async () => {
    const { device, clock, sessions, store, id, resolve } = await provenIn({ strategy });
    const before = (await store.find(id))?.boundKey;
    clock.advance("5m");
    const { session } = await resolve();
    const request = device.request({ method: "POST" });
    const renewed = await sessions.renew(session as never, { request, authenticated: true });
    device.obey(renewed);
    expect(renewed.status).toBe("authenticated");
    expect(renewed.cookies.some(({ registration }) => registration)).toBe(false);
    expect((await store.find(id))?.boundKey).toBe(before);
    clock.advance("16m");
    device.expire();
    expect(statusesOf(await device.refresh())).toEqual([200]);
  });

  test("stays when the option is turned off, and its key is removed", async () => {
    const on = await provenIn({ strategy });
    const off = await signedInBound({ strategy, store: on.store, deviceBound: undefined });
    on.clock.advance("16m");
    off.clock.advance("31m");
    on.device.expire();
    const request = on.device.request({ method: "POST" });
    const refreshed = await off.sessions.refresh(request);
    on.device.obey(refreshed);
    expect(refreshed.status).toBe("authenticated");
    expect((await on.store.find(on.id))?.boundKey).toBeNull();
    expect(statusesOf(await on.device.refresh())).toEqual([200]);
    expect((await on.resolve()).status).toBe("authenticated");
  });

  test("is ended by a copied session token, which ends no other session", async () => {
    const { device, clock, sessions, refresh } = await provenIn({ strategy });
    const other = createBrowser();
    other.obey(await sessions.create("ada", { request: other.request() }));
    const thief = copyOf(device);
    const logout = async (from: typeof other, scope: string) => {
      const url = `/api/auth/logout?scope=${scope}`;
      const answer = await sessions.handle(from.request({ method: "POST", url }));
      return [answer?.status, JSON.parse(answer?.body ?? "")] as const;
    };
    expect(await logout(device, "others")).toEqual([200, { revoked: 1 }]);
    other.obey(await sessions.create("ada", { request: other.request() }));
    clock.advance("16m");
    for (const scope of ["others", "all"])
      expect(await logout(thief, scope)).toMatchObject([401, { code: "binding_required" }]);
    device.expire();
    expect(statusesOf(await device.refresh())).toEqual([200]);
    expect((await refresh(other)).status).toBe("authenticated");
    expect(await logout(thief, "current")).toEqual([200, { revoked: 1 }]);
    expect((await refresh(other)).status).toBe("authenticated");
  });

  test("sets no cookie for a prefetch, also without a proof", async () => {
    const { device, sessions, id } = await provenIn({ strategy });
    await sessions.revoke(id);
    const request = device.request({ headers: { "sec-purpose": "prefetch" } });
    const outcome = await sessions.resolve(request, { binding: "optional" });
    expect(outcome).toMatchObject({ reason: "revoked", cookies: [] });
  });

  test("ends at a sign-out, for its browser as well", async () => {
    const { device, sessions } = await provenIn({ strategy });
    const copy = copyOf(device);
    device.obey(await sessions.signOut(device.request({ method: "POST" })));
    expect([...device.jar.keys()]).toEqual([]);
    for (const [name, value] of copy.jar) device.jar.set(name, value);
    const [answer] = await device.refresh();
    expect(answer?.headers.filter(([name]) => name === "set-cookie")).toEqual([]);
    expect(device.bound).toBeNull();
  });
});

test("a proof of a challenge before the last one is refused, also within the grace period", async () => {
  const { device, clock } = await provenIn();
  const first = await device.sign(device.challenge ?? "");
  expect(statusesOf(await device.refresh())).toEqual([200]);
  clock.advance("1s");
  expect(statusesOf(await device.refresh())).toEqual([200]);
  expect((await device.present(first)).status).toBe(403);
});

describe("a registration", () => {
  test("is answered again within 30 seconds, and after that its proof is refused", async () => {
    const { device, clock, created } = await signedInBound();
    expect((await device.register(created))?.status).toBe(200);
    clock.advance("31s");
    expect((await device.register(created))?.status).toBe(409);
  });

  test("is refused two minutes after the offer", async () => {
    const { device, clock, created, store, id } = await signedInBound({}, "ES256", false);
    clock.advance("121s");
    expect((await device.register(created))?.status).toBe(400);
    expect((await store.find(id))?.boundKey).toBeNull();
  });

  test("whose answer is lost locks no user out", async () => {
    const { device, clock, resolve } = await signedInBound();
    device.forget();
    for (let turn = 0; turn < 5; turn++) {
      clock.advance("16m");
      expect((await resolve()).status).toBe("authenticated");
    }
  });

  test("by another session's offer is refused", async () => {
    const { device, sessions, created } = await signedInBound({}, "ES256", false);
    const other = await sessions.create("bob", { request: createBrowser().request() });
    expect((await device.register(other))?.status).toBe(400);
    expect((await device.register(created))?.status).toBe(200);
  });
});

describe("an offer", () => {
  test("is made for cookies on https, and not to clients that store their own tokens", async () => {
    const { sessions } = await signedInBound();
    const offersOf = async (options: object, host = "app.example") => {
      const request = createBrowser(host).request();
      const { cookies } = await sessions.create("ada", { request, ...options });
      return cookies.filter(({ registration }) => registration).map(({ name }) => name);
    };
    expect(await offersOf({})).toEqual(["__Host-session"]);
    expect(await offersOf({ remember: false })).toEqual(["__Host-session"]);
    expect(await offersOf({ transport: "bearer" })).toEqual([]);
    const local = await signedInBound({ origin: "http://localhost:3000" }, "ES256", false);
    expect(local.created.cookies.some(({ registration }) => registration)).toBe(false);
  });

  test("follows once within a minute, unless the session is bound by then", async () => {
    const unbound = await signedInBound({}, "ES256", false);
    const outcome = await unbound.resolve();
    const request = unbound.device.request();
    const prefetch = unbound.device.request({ prefetch: true });
    expect(unbound.sessions.deferredOffer(prefetch, outcome)).toBeNull();
    expect(unbound.sessions.deferredOffer(request, outcome)).toMatch(/^\(ES256 RS256\);path=/);
    expect(unbound.sessions.deferredOffer(request, outcome)).toBeNull();
    const bound = await signedInBound();
    expect(bound.sessions.deferredOffer(request, await bound.resolve())).toBeNull();
    const late = await signedInBound({}, "ES256", false);
    late.clock.advance("62s");
    expect(late.sessions.deferredOffer(request, await late.resolve())).toBeNull();
  });
});

describe("a request without a proof", () => {
  test("that the browser could not prove is an outage", async () => {
    const { device, clock, sessions } = await provenIn();
    clock.advance("16m");
    device.expire();
    const headers = { "secure-session-skipped": 'server_error;session_identifier="x"' };
    expect(await sessions.resolve(device.request({ headers }))).toMatchObject({
      status: "unavailable",
      cookies: [],
    });
  });

  test("is the event of a lost key only for a page that this site opens", async () => {
    const { device, clock, sessions, types } = await provenIn();
    clock.advance("16m");
    device.expire();
    for (const site of ["cross-site", "same-origin", "none"] as const)
      await sessions.resolve(device.request(navigation(site)));
    await sessions.resolve(device.request());
    expect(types().filter((type) => type === "binding_lost")).toHaveLength(2);
  });

  test("with an expired access cookie removes it, so that the browser refreshes", async () => {
    const { clock, resolve, device } = await provenIn();
    clock.advance("16m");
    expect((await resolve()).cookies).toMatchObject([{ name: "__Host-access", maxAge: 0 }]);
    expect(device.jar.has("__Host-session")).toBe(true);
  });
});

test("an access token that is not trusted any more is checked with the store, without new life", async () => {
  const { sessions, clock, resolve, device } = await provenIn();
  clock.advance("1m");
  await sessions.invalidateClaims("ada");
  const outcome = await resolve();
  expect(outcome).toMatchObject({ status: "authenticated", verified: "store", cookies: [] });
  const response = await sessions.handle(
    device.request({ method: "POST", url: "/api/auth/refresh" }),
  );
  expect(response?.status).toBe(200);
  expect(response?.headers.some(([name]) => name === "set-cookie")).toBe(false);
});

test("a session that ends with the browser does not continue on its access cookie", async () => {
  const { sessions } = await signedInBound();
  const browser = createBrowser();
  browser.obey(await sessions.create("ada", { request: browser.request(), remember: false }));
  expect((await sessions.resolve(browser.request())).status).toBe("authenticated");
  browser.jar.delete(SESSION);
  expect((await sessions.resolve(browser.request())).reason).toBe("absent");
});

test("claims that outgrow the cookie end the binding, and not the session", async () => {
  let role = "admin";
  const { device, clock, resolve, types, store, id } = await provenIn({ claims: () => ({ role }) });
  role = "r".repeat(5_000);
  clock.advance("16m");
  device.expire();
  await device.refresh();
  expect(device.bound).toBeNull();
  expect(types()).toContain("claims_too_large");
  expect((await store.find(id))?.boundKey).toBeNull();
  expect((await resolve()).status).toBe("authenticated");
});

test("the access token says that the session is bound, and so does the public answer", async () => {
  const { sessions, resolve, device } = await provenIn();
  const [, payload = ""] = (device.jar.get("__Host-access") ?? "").split(".");
  expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toMatchObject({ bnd: 1 });
  const outcome = await resolve();
  if (outcome.status === "unavailable") throw new Error("The store is down.");
  expect(await sessions.answer(outcome)).toMatchObject({ bound: true });
});
