import { describe, expect, test } from "vitest";
import { bearer, createBrowser } from "../../test/browser.ts";
import { createService, createStatelessService, type ServiceOptions } from "../../test/service.ts";
import {
  ACCESS,
  authenticated,
  copyOf,
  inAnotherProcess,
  SESSION,
  STRATEGIES,
  signedIn,
} from "../../test/signed-in.ts";
import { failing, holdNext } from "../../test/store-faults.ts";

const MINUTE = 60_000;
const why = { reason: "Ticket 4711" };

/** Ada acts as Bob in her browser. */
async function actingAsBob(options: ServiceOptions = {}) {
  const service = await signedIn(options);
  const { sessions, browser, created } = service;
  const before = copyOf(browser);
  const bobs = createBrowser();
  bobs.obey(await sessions.create("bob", { request: bobs.request() }));
  const started = authenticated(await sessions.impersonate(browser.request(), "bob", why));
  browser.obey(started);
  return { ...service, before, bobs, started: started.session, own: created.session };
}

describe.each(STRATEGIES)("an impersonation, strategy %s", (strategy) => {
  test("is a session of the other user that names its actor", async () => {
    const { resolve, own, store, started } = await actingAsBob({ strategy });
    const actor = { userId: "ada", sessionId: own.id };
    expect(started).toMatchObject({ userId: "bob", actor, authenticatedAt: 0 });
    const outcome = authenticated(await resolve());
    expect(outcome.session).toMatchObject({ id: started.id, userId: "bob", actor });
    expect(Object.isFrozen(outcome.session.actor)).toBe(true);
    const record = await store.find(started.id);
    expect(record).toMatchObject({ userId: "bob", actorId: "ada", actorSessionId: own.id });
  });

  test("ends after half an hour, or after what was asked", async () => {
    const { started, sessions, before, clock } = await actingAsBob({ strategy });
    expect(started.absoluteExpiresAt - started.createdAt).toBe(30 * MINUTE);
    const short = await sessions.impersonate(before.request(), "bob", { ...why, lifetime: "5m" });
    expect(authenticated(short).session.absoluteExpiresAt - clock()).toBe(5 * MINUTE);
  });

  test("does not outlive the session of its actor", async () => {
    const lifetime = { access: "1m", idle: "10m", absolute: "20m" } as const;
    const { sessions, browser, created, clock } = await signedIn({ strategy, lifetime });
    clock.advance("2m");
    const outcome = await sessions.impersonate(browser.request(), "bob", why);
    const { absoluteExpiresAt } = authenticated(outcome).session;
    expect(absoluteExpiresAt).toBe(created.session.expiresAt);
  });

  test("is never fresh, and cannot become it", async () => {
    const { sessions, started, browser } = await actingAsBob({ strategy });
    expect(sessions.isFresh(started, "4w")).toBe(false);
    const { session } = authenticated(await sessions.resolve(browser.request()));
    await expect(
      sessions.renew(session, { request: browser.request(), authenticated: true }),
    ).rejects.toMatchObject({ code: "impersonated", status: 403 });
    const renewed = authenticated(await sessions.renew(session, { request: browser.request() }));
    expect(sessions.isFresh(renewed.session, "4w")).toBe(false);
  });

  test("cannot start another one; for the same user, it is returned", async () => {
    const { sessions, browser, started, store } = await actingAsBob({ strategy });
    const size = store.size;
    const again = await sessions.impersonate(browser.request(), "bob", why);
    expect(authenticated(again).session.id).toBe(started.id);
    await expect(sessions.impersonate(browser.request(), "ada", why)).rejects.toMatchObject({
      code: "impersonated",
    });
    expect(store.size).toBe(size);
  });

  test("ends no session of its user, and counts against no limit", async () => {
    for (const policy of ["evict-oldest", "refuse"] as const) {
      const { sessions, bobs, browser, resolve } = await actingAsBob({
        strategy,
        limit: { perUser: 1, policy },
      });
      expect((await resolve(bobs)).session).toMatchObject({ userId: "bob", actor: null });
      bobs.obey(await sessions.create("bob", { request: bobs.request() }));
      expect((await resolve(browser)).session).toMatchObject({ userId: "bob" });
    }
  });

  test("is in the list of its user, who sees the actor and may end it", async () => {
    const { sessions, bobs, started, resolve } = await actingAsBob({ strategy });
    const { session } = authenticated(await resolve(bobs));
    const list = await sessions.list("bob", session);
    expect(list.map(({ id, actor }) => [id, actor])).toEqual([
      [session.id, null],
      [started.id, { userId: "ada" }],
    ]);
    const url = `/api/auth/sessions/${started.id}`;
    const answer = await sessions.handle(bobs.request({ method: "DELETE", url }));
    expect(answer?.status).toBe(204);
    expect((await resolve()).reason).toBe("revoked");
    // The actor's browser has its own session again, from the next request on.
    expect((await resolve()).session).toMatchObject({ userId: "ada", actor: null });
  });

  test("neither sees nor ends the other sessions of its user", async () => {
    const { sessions, browser, bobs, resolve } = await actingAsBob({ strategy });
    const { session } = authenticated(await resolve(bobs));
    const send = (method: string, url: string) =>
      sessions.handle(browser.request({ method, url: `/api/auth${url}` }));
    for (const answer of [
      await send("GET", "/sessions"),
      await send("DELETE", `/sessions/${session.id}`),
      await send("POST", "/logout?scope=others"),
      await send("POST", "/logout?scope=all"),
    ]) {
      expect(answer?.status).toBe(403);
      expect(JSON.parse(answer?.body ?? "")).toMatchObject({ code: "impersonated" });
    }
    expect((await resolve(bobs)).status).toBe("authenticated");
    expect((await resolve()).session).toMatchObject({ userId: "bob" });
  });

  test("returns to the actor's own session, which has stayed as it was", async () => {
    const { sessions, browser, own, resolve, store, started } = await actingAsBob({ strategy });
    const returned = await sessions.endImpersonation(browser.request({ method: "POST" }));
    browser.obey(returned);
    expect(returned.session).toMatchObject({ id: own.id, userId: "ada", actor: null });
    expect((await resolve()).session).toMatchObject({ id: own.id });
    expect(await store.find(started.id)).toBeNull();
    expect(sessions.isFresh(authenticated(returned).session, "10m")).toBe(true);
    const again = await sessions.endImpersonation(browser.request({ method: "POST" }));
    expect(again.session).toMatchObject({ id: own.id });
  });

  test("returns for all of 64 concurrent calls, and after a lost answer", async () => {
    const { sessions, browser, own, resolve } = await actingAsBob({ strategy });
    const request = browser.request({ method: "POST" });
    const answers = await Promise.all(
      Array.from({ length: 64 }, () => sessions.endImpersonation(request)),
    );
    expect(new Set(answers.map(({ session }) => session?.id))).toEqual(new Set([own.id]));
    // All answers are lost: the browser still has the cookies of the impersonation.
    browser.obey(await sessions.endImpersonation(browser.request({ method: "POST" })));
    expect((await resolve()).session).toMatchObject({ id: own.id });
  });

  test("whose return was lost is over, and leaves the actor signed in from the next request on", async () => {
    const { sessions, browser, own, resolve, clock } = await actingAsBob({ strategy });
    await sessions.endImpersonation(browser.request({ method: "POST" }));
    clock.advance("10m");
    expect((await resolve()).reason).toBe("revoked");
    expect((await resolve()).session).toMatchObject({ id: own.id, userId: "ada" });
    clock.advance("10m");
    expect((await resolve()).session).toMatchObject({ id: own.id });
  });

  test("whose late return finds the actor's session ended clears no cookie of a newer sign-in", async () => {
    const { sessions, browser, store } = await actingAsBob({ strategy });
    const { reached, release } = holdNext(store, "find", "call");
    const late = sessions.endImpersonation(browser.request({ method: "POST" }));
    await reached;
    browser.obey(await sessions.create("ada", { request: browser.request({ method: "POST" }) }));
    release();
    expect(await late).toMatchObject({ status: "unauthenticated", reason: "revoked", cookies: [] });
    expect((await sessions.resolve(browser.request())).status).toBe("authenticated");
  });

  test("whose actor's session has ended clears the cookies, each time until they are gone", async () => {
    const { sessions, browser, own } = await actingAsBob({ strategy });
    await sessions.revoke(own.id);
    for (const _ of ["answer lost", "answer received"]) {
      const refused = await sessions.endImpersonation(browser.request({ method: "POST" }));
      expect(refused.reason).toBe("revoked");
      expect(refused.cookies.map(({ name, maxAge }) => [name, maxAge])).toEqual([
        [SESSION, 0],
        [ACCESS, 0],
      ]);
    }
  });

  test("that another process has ended is over in each process that ends it again", async () => {
    const { sessions, browser, store, clock, own, resolve } = await actingAsBob({ strategy });
    const other = inAnotherProcess(() => createService({ strategy, store, clock })).sessions;
    const access = browser.jar.get(ACCESS);
    expect((await resolve()).session).toMatchObject({ userId: "bob" });
    await other.endImpersonation(browser.request({ method: "POST" }));
    await sessions.endImpersonation(browser.request({ method: "POST" }));
    expect((await resolve()).reason).toBe("revoked");
    expect((await resolve()).session).toMatchObject({ id: own.id });
    if (!access) return;
    const native = createBrowser().request({ headers: bearer(access) });
    expect((await sessions.resolve(native)).session).toBeNull();
  });

  test("that expires leaves the actor signed in from the next request on", async () => {
    const { own, resolve, clock } = await actingAsBob({ strategy });
    clock.advance("31m");
    expect((await resolve()).reason).toBe("expired_absolute");
    expect((await resolve()).session).toMatchObject({ id: own.id, userId: "ada" });
  });

  test("whose start was lost leaves the actor's session in use", async () => {
    const { before, own, resolve, clock, sessions } = await actingAsBob({ strategy });
    for (let minutes = 0; minutes < 60; minutes += 10) {
      expect((await resolve(before)).session).toMatchObject({ id: own.id });
      clock.advance("10m");
    }
    const again = await sessions.impersonate(before.request({ method: "POST" }), "bob", why);
    expect(again.session).toMatchObject({ userId: "bob" });
  });

  test("survives rotation, and still returns", async () => {
    const { refresh, sessions, browser, own, clock } = await actingAsBob({
      strategy,
      rotateEvery: strategy === "database" ? "2m" : undefined,
    });
    const cookies = new Set<string>();
    for (let step = 0; step < 5; step++) {
      clock.advance("5m");
      expect((await refresh()).session).toMatchObject({ userId: "bob" });
      cookies.add(browser.jar.get(SESSION) as string);
    }
    expect(cookies.size).toBe(5);
    browser.obey(await sessions.endImpersonation(browser.request({ method: "POST" })));
    expect((await refresh()).session).toMatchObject({ id: own.id });
  });

  test.each([
    ["revoke", (s: Acting) => s.sessions.revoke(s.own.id)],
    ["revokeUser", (s: Acting) => s.sessions.revokeUser("ada")],
    ["sign-out", (s: Acting) => s.sessions.signOut(s.before.request({ method: "POST" }))],
    ["the end of the actor's account", async (s: Acting) => s.users.delete("ada")],
  ])("ends with the actor's session: %s", async (name, end) => {
    const acting = await actingAsBob({ strategy });
    const { resolve, store, started, sessions } = acting;
    await end(acting);
    const late = copyOf(acting.browser);
    const outcome = name.startsWith("the end") ? await acting.refresh() : await resolve();
    expect(outcome).toMatchObject({ status: "unauthenticated", reason: "revoked" });
    expect(await store.find(started.id)).toBeNull();
    expect((await resolve()).status).toBe("unauthenticated");
    const returned = await sessions.endImpersonation(late.request({ method: "POST" }));
    expect(returned).toMatchObject({ status: "unauthenticated" });
    late.obey(returned);
    expect(late.jar.size).toBe(0);
    expect((await sessions.list("bob")).map(({ actor }) => actor)).toEqual([null]);
  });

  test("is not in the list any more once the actor's session has ended", async () => {
    const { sessions, own } = await actingAsBob({ strategy });
    await sessions.revoke(own.id);
    expect((await sessions.list("bob")).map(({ actor }) => actor)).toEqual([null]);
  });

  test("aborts the signal of a connection when the actor's session ends", async () => {
    const { sessions, own, started } = await actingAsBob({ strategy });
    const signal = sessions.watch(started);
    await sessions.revoke(own.id);
    expect(sessions.watch(started).aborted).toBe(true);
    await expect.poll(() => signal.aborted).toBe(true);
    expect(signal.reason).toBe("revoked");
  });

  test("ends with a sign-out, together with the actor's session", async () => {
    const { sessions, browser, store, own, started } = await actingAsBob({ strategy });
    const signedOut = await sessions.signOut(browser.request({ method: "POST" }));
    browser.obey(signedOut);
    expect(signedOut).toMatchObject({ revoked: 2, reason: null });
    expect(browser.jar.size).toBe(0);
    expect(await store.find(own.id)).toBeNull();
    expect(await store.find(started.id)).toBeNull();
  });

  test("ends with a sign-in in its browser, together with the actor's session", async () => {
    const { sessions, browser, store, own, started } = await actingAsBob({ strategy });
    browser.obey(await sessions.create("ada", { request: browser.request() }));
    expect(await store.find(own.id)).toBeNull();
    expect(await store.find(started.id)).toBeNull();
  });

  test("ends together with the actor's session if its token was stolen", async () => {
    const { sessions, browser, store, own, started, refresh, clock } = await actingAsBob({
      strategy,
      rotateEvery: strategy === "database" ? "2m" : undefined,
    });
    const thief = copyOf(browser);
    for (let step = 0; step < 4; step++) {
      clock.advance("4m");
      await refresh();
    }
    expect((await sessions.refresh(thief.request({ method: "POST" }))).reason).toBe("reused");
    expect(await store.find(own.id)).toBeNull();
    expect(await store.find(started.id)).toBeNull();
  });

  test("whose token was stolen, with onReuse: user, ends all sessions of the actor and none of its user", async () => {
    const { sessions, browser, refresh, bobs, clock } = await actingAsBob({
      strategy,
      onReuse: "user",
      rotateEvery: strategy === "database" ? "2m" : undefined,
    });
    const others = createBrowser();
    others.obey(await sessions.create("ada", { request: others.request() }));
    const thief = copyOf(browser);
    for (let step = 0; step < 4; step++) {
      clock.advance("4m");
      await refresh();
    }
    expect((await refresh(thief)).reason).toBe("reused");
    expect((await refresh(others)).reason).toBe("reused");
    expect((await refresh(bobs)).session).toMatchObject({ userId: "bob", actor: null });
  });

  test.each(["sign-out", "sign-in"])(
    "cannot be returned from after a %s, also if the store failed",
    async (kind) => {
      const { sessions, store, browser, before, resolve } = await actingAsBob({ strategy });
      const late = copyOf(browser);
      const request = browser.request({ method: "POST" });
      const restore = failing(store, "find", "delete");
      if (kind === "sign-out") await expect(sessions.signOut(request)).rejects.toThrow();
      else await sessions.create("bob", { request });
      restore();
      const returned = await sessions.endImpersonation(late.request({ method: "POST" }));
      expect(returned).toMatchObject({ status: "unauthenticated", reason: "revoked" });
      expect(await resolve(before)).toMatchObject({ session: null, reason: "revoked" });
    },
  );

  test("that has ended leaves the actor signed in when others are signed out", async () => {
    const { sessions, browser, clock, resolve } = await actingAsBob({ strategy });
    clock.advance("31m");
    const request = browser.request({ method: "POST", url: "/api/auth/logout?scope=others" });
    expect((await sessions.handle(request))?.body).toBe('{"revoked":0}');
    await resolve();
    expect((await resolve()).session).toMatchObject({ userId: "ada", actor: null });
  });

  test("emits its start and its end with actor, subject and reason", async () => {
    const { sessions, browser, events, own, started, store } = await actingAsBob({ strategy });
    await sessions.endImpersonation(browser.request({ method: "POST" }));
    const actor = { userId: "ada", sessionId: own.id };
    const about = { sessionId: started.id, userId: "bob", actor, ip: "192.0.2.7" };
    const found = events.filter(({ type }) => type.includes("impersonation"));
    expect(found).toMatchObject([
      { type: "session.impersonation_started", ...about, statedReason: "Ticket 4711" },
      { type: "session.impersonation_ended", ...about, reason: "revoked" },
    ]);
    for (const user of ["ada", "bob"]) {
      const log = await store.listByUser(user, 10);
      const entries = log.filter(({ sessionId }) => sessionId === started.id);
      expect(entries.map(({ type }) => type).sort()).toEqual([
        "impersonation_ended",
        "impersonation_started",
      ]);
    }
  });

  test("is refused for a request that is not signed in, and starts nothing", async () => {
    const { sessions, store } = createService({ strategy });
    const outcome = await sessions.impersonate(createBrowser().request(), "bob", why);
    expect(outcome).toMatchObject({ status: "unauthenticated", reason: "absent" });
    expect(store.size).toBe(0);
  });

  test("rejects what the application got wrong, and starts nothing", async () => {
    const { sessions, browser, store } = await signedIn({ strategy });
    const start = (userId: string, options: object) =>
      sessions.impersonate(browser.request(), userId, options as typeof why);
    for (const [option, attempt] of [
      ["userId", start("nobody", why)],
      ["userId", start("ada", why)],
      ["reason", start("bob", {})],
      ["reason", start("bob", { reason: " " })],
      ["reason", start("bob", { reason: "x".repeat(501) })],
      ["lifetime", start("bob", { ...why, lifetime: "soon" })],
    ] as const) {
      await expect(attempt).rejects.toMatchObject({ code: "session_config", option });
    }
    expect(store.size).toBe(1);
  });

  test("of a client with its own tokens gets tokens, and the client keeps those of the actor", async () => {
    const { sessions, created, store } = await signedIn({ strategy });
    const token = created.tokens?.sessionToken;
    const own = createBrowser().request({ method: "POST", headers: bearer(token) });
    const started = authenticated(
      await sessions.impersonate(own, "bob", { ...why, transport: "bearer" }),
    );
    expect(started.cookies).toEqual([]);
    expect(started.tokens?.sessionToken).not.toContain("~");
    const acting = createBrowser().request({
      method: "POST",
      headers: bearer(started.tokens?.accessToken ?? started.tokens?.sessionToken),
    });
    expect((await sessions.resolve(acting)).session).toMatchObject({ userId: "bob" });
    expect(await sessions.endImpersonation(acting)).toMatchObject({
      reason: "absent",
      cookies: [],
    });
    expect(await store.find(started.session.id)).toBeNull();
    expect((await sessions.resolve(acting)).reason).toBe("revoked");
    expect((await sessions.resolve(own)).session).toMatchObject({ userId: "ada" });
  });
});

test("an access token alone starts an impersonation that ends with it, without a session token", async () => {
  const { sessions, created, clock } = await signedIn();
  clock.advance("5m");
  const own = createBrowser().request({ headers: bearer(created.tokens?.accessToken) });
  const options = { ...why, lifetime: "8h", transport: "bearer" } as const;
  const { session, tokens, expiresIn } = authenticated(
    await sessions.impersonate(own, "bob", options),
  );
  const left = authenticated(await sessions.resolve(own)).expiresIn;
  expect(tokens?.sessionToken).toBeNull();
  expect(expiresIn).toBeLessThanOrEqual(left);
  expect(session.absoluteExpiresAt).toBeLessThanOrEqual(clock() + (left + 1) * 1000);
});

type Acting = Awaited<ReturnType<typeof actingAsBob>>;

test("a token that carries the actor's of another session is refused", async () => {
  const { sessions, browser, bobs, store, resolve } = await actingAsBob();
  const [acting] = (browser.jar.get(SESSION) as string).split("~");
  browser.jar.delete(ACCESS);
  const size = store.size;
  browser.jar.set(SESSION, `${acting}~${bobs.jar.get(SESSION)}`);
  expect((await sessions.refresh(browser.request({ method: "POST" }))).reason).toBe("malformed");
  const forged = (bobs.jar.get(SESSION) as string).replace(/.$/, (end) =>
    end === "A" ? "B" : "A",
  );
  browser.jar.set(SESSION, `${acting}~${forged}`);
  expect((await resolve()).reason).toBe("malformed");
  expect(store.size).toBe(size);
});

test("the access token alone ends with the actor's session, too", async () => {
  const { sessions, browser, own } = await actingAsBob();
  const request = createBrowser().request({ headers: bearer(browser.jar.get(ACCESS)) });
  expect((await sessions.resolve(request)).session).toMatchObject({ userId: "bob" });
  await sessions.revoke(own.id);
  expect((await sessions.resolve(request)).reason).toBe("revoked");
});

test("without a store, the verbs throw", async () => {
  const { sessions } = createStatelessService();
  const request = createBrowser().request();
  const refused = { code: "session_config", message: expect.stringContaining("needs a store") };
  await expect(sessions.impersonate(request, "bob", why)).rejects.toMatchObject(refused);
  await expect(sessions.endImpersonation(request)).rejects.toMatchObject(refused);
});
