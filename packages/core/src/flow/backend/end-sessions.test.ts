import { describe, expect, test } from "vitest";
import { bearer, createBrowser } from "../../../test/browser.ts";
import { createService, type ServiceOptions } from "../../../test/service.ts";
import { copyOf, inAnotherProcess, STRATEGIES, signedIn } from "../../../test/signed-in.ts";
import { failing, holdNext, losingAnswers, repeating } from "../../../test/store-faults.ts";

type App = Awaited<ReturnType<typeof signedIn>>;

/** Every way in which a session ends, for the session that `app.browser` holds. */
const ENDINGS: readonly (readonly [
  string,
  ServiceOptions,
  (app: App) => Promise<unknown>,
  string,
])[] = [
  [
    "signOut",
    {},
    ({ sessions, browser }) => sessions.signOut(browser.request({ method: "POST" })),
    "revoked",
  ],
  [
    "signOut of all",
    {},
    ({ sessions, browser }) => sessions.signOut(browser.request({ method: "POST" }), "all"),
    "revoked",
  ],
  [
    "signOut of the others",
    {},
    async ({ sessions }) => {
      const other = createBrowser();
      other.obey(await sessions.create("ada"));
      await sessions.signOut(other.request({ method: "POST" }), "others");
    },
    "revoked",
  ],
  ["revoke", {}, ({ sessions, created }) => sessions.revoke(created.session.id), "revoked"],
  ["revokeUser", {}, ({ sessions }) => sessions.revokeUser("ada"), "revoked"],
  [
    "DELETE /sessions/:id",
    {},
    async ({ sessions, created }) => {
      const other = createBrowser();
      other.obey(await sessions.create("ada"));
      const url = `/api/auth/sessions/${created.session.id}`;
      await sessions.handle(other.request({ method: "DELETE", url }));
    },
    "revoked",
  ],
  [
    "a sign-in over it",
    {},
    ({ sessions, browser }) => sessions.create("bob", { request: browser.request() }),
    "revoked",
  ],
  [
    "eviction by limit",
    { limit: { perUser: 1 } },
    async ({ sessions, clock }) => {
      clock.advance("1s");
      await sessions.create("ada");
    },
    "revoked",
  ],
  [
    "a user who is gone",
    {},
    async ({ sessions, users, browser }) => {
      users.delete("ada");
      await sessions.refresh(browser.request({ method: "POST" }));
    },
    "user_gone",
  ],
];

describe.each(STRATEGIES)("every ending, strategy %s", (strategy) => {
  test.each(ENDINGS)(
    "%s is one event, one record and one reason",
    async (_, options, end, reason) => {
      const app = await signedIn({ strategy, ...options });
      const { sessions, browser, created, store, events } = app;
      const old = copyOf(browser);
      await end(app);
      expect(await store.find(created.session.id)).toBeNull();
      const ended = events.filter(
        ({ type, sessionId }) => type === "session.revoked" && sessionId === created.session.id,
      );
      expect(ended).toMatchObject([{ reason, userId: "ada" }]);
      const entries = (await sessions.activity("ada")).filter(
        ({ type, sessionId }) => type === "revoked" && sessionId === created.session.id,
      );
      expect(entries).toHaveLength(1);
      for (const request of [
        old.request(),
        old.request({ method: "POST" }),
        createBrowser().request({ headers: bearer(created.tokens?.sessionToken) }),
      ]) {
        expect(await sessions.resolve(request)).toMatchObject({
          status: "unauthenticated",
          reason,
        });
        expect(await sessions.refresh(request)).toMatchObject({
          status: "unauthenticated",
          reason,
        });
      }
    },
  );

  test.each(ENDINGS.filter(([name]) => name !== "a user who is gone"))(
    "%s takes effect in this process when the answer of the delete is lost or repeated",
    async (_, options, end) => {
      for (const fault of [losingAnswers, repeating]) {
        const app = await signedIn({ strategy, ...options });
        fault(app.store, "delete");
        fault(app.store, "deleteByUser");
        await end(app).catch((error: { code?: unknown }) =>
          expect(error.code).toBe("session_store"),
        );
        expect(await app.sessions.resolve(copyOf(app.browser).request())).toMatchObject({
          status: "unauthenticated",
        });
      }
    },
  );

  test.each(ENDINGS.filter(([name]) => name !== "a user who is gone"))(
    "%s takes effect in this process when the store cannot delete",
    async (_, options, end) => {
      const app = await signedIn({ strategy, ...options });
      const restore = failing(app.store, "delete", "deleteByUser");
      await end(app).catch((error: { code?: unknown }) => expect(error.code).toBe("session_store"));
      restore();
      for (const request of [app.browser.request(), app.browser.request({ method: "POST" })])
        expect(await app.sessions.resolve(request)).toMatchObject({
          status: "unauthenticated",
          reason: "revoked",
        });
    },
  );

  test("reuse is one event and one record, and both owner and thief are refused for it", async () => {
    const app = await signedIn({
      strategy,
      ...(strategy === "database" ? { rotateEvery: "2m" } : {}),
    });
    const { sessions, browser, refresh, clock, types, store } = app;
    const thief = copyOf(browser);
    for (let round = 0; round < 3; round++) {
      clock.advance("10m");
      await refresh();
    }
    clock.advance("1s");
    expect(await refresh(thief)).toMatchObject({ reason: "reused" });
    expect(store.size).toBe(0);
    expect(await refresh()).toMatchObject({ reason: "reused" });
    expect(types().filter((type) => type === "reused")).toHaveLength(1);
    expect(types()).not.toContain("revoked");
    expect((await sessions.activity("ada"))[0]).toMatchObject({ type: "reused" });
  });

  test("a revocation says true when a driver sends the delete twice, and false where there was no session", async () => {
    const { sessions, store, created } = await signedIn({ strategy });
    repeating(store, "delete");
    expect(await sessions.revoke(created.session.id)).toBe(true);
    expect(await sessions.revoke(created.session.id)).toBe(false);
    expect(await sessions.revoke("AAAAAAAAAAAAAAAAAAAAA")).toBe(false);
  });

  test("revokeUser counts what a driver deleted when it sends the delete twice", async () => {
    const { sessions, store } = await signedIn({ strategy });
    await sessions.create("ada");
    await sessions.create("bob");
    repeating(store, "deleteByUser");
    expect(await sessions.revokeUser("ada")).toBe(2);
    expect(store.size).toBe(1);
  });

  test("a session that another process ended is refused at the next request that reads the store", async () => {
    const { sessions, store, browser, created, clock } = await signedIn({ strategy });
    const other = inAnotherProcess(() => createService({ strategy, store, clock }));
    await other.sessions.revoke(created.session.id);
    const outcome = await sessions.resolve(browser.request(), { verify: "store" });
    expect(outcome).toMatchObject({ status: "unauthenticated", reason: "revoked" });
  });
});

describe.each(STRATEGIES)("a sign-out, strategy %s", (strategy) => {
  const out = ({ sessions }: App, browser = createBrowser()) =>
    sessions.signOut(browser.request({ method: "POST" }));

  test.each(["call", "answer"] as const)(
    "while a step-up is under way (its %s is delayed) ends the session",
    async (hold) => {
      for (const by of ["renew", "update"] as const) {
        const app = await signedIn({ strategy });
        const { sessions, created, browser, store } = app;
        const held = holdNext(store, "update", hold);
        const request = browser.request({ method: "POST" });
        const change =
          by === "renew"
            ? sessions.renew(created.session, { request, authenticated: true })
            : sessions.update(created.session, { a: 1 }, request);
        await held.reached;
        expect(await out(app, browser)).toMatchObject({ revoked: 1 });
        held.release();
        browser.obey(await change);
        expect(store.size).toBe(0);
        expect((await sessions.resolve(browser.request())).status).toBe("unauthenticated");
      }
    },
  );

  test("after a step-up whose answer was lost ends the session", async () => {
    const app = await signedIn({ strategy });
    const { sessions, created, browser, store } = app;
    const restore = losingAnswers(store, "update");
    const request = browser.request({ method: "POST" });
    expect(await sessions.renew(created.session, { request })).toMatchObject({
      status: "unavailable",
    });
    restore();
    expect(await out(app, browser)).toMatchObject({ revoked: 1 });
    expect(store.size).toBe(0);
  });

  test("ends the session at whatever position its token stands, and is idempotent", async () => {
    const app = await signedIn({
      strategy,
      ...(strategy === "database" ? { rotateEvery: "2m" } : {}),
    });
    const { browser, refresh, clock, store } = app;
    const old = copyOf(browser);
    for (let round = 0; round < 3; round++) {
      clock.advance("10m");
      await refresh();
    }
    expect(await out(app, copyOf(old))).toMatchObject({ revoked: 1, reason: null });
    expect(store.size).toBe(0);
    expect(await out(app, old)).toMatchObject({ revoked: 0 });
    expect(await refresh()).toMatchObject({ reason: "revoked" });
  });

  test("with a slow activity log: requests meanwhile are refused without deletion cookies", async () => {
    const app = await signedIn({ strategy });
    const { sessions, browser, store } = app;
    const late = copyOf(browser);
    const held = holdNext(store, "record", "call");
    const signingOut = out(app, browser);
    await held.reached;
    for (const verify of ["token", "store"] as const)
      expect(await sessions.resolve(late.request(), { verify })).toMatchObject({
        reason: "revoked",
        cookies: [],
      });
    held.release();
    expect((await signingOut).cookies.every(({ maxAge }) => maxAge === 0)).toBe(true);
  });

  test("while the store deletes: requests meanwhile are refused without deletion cookies", async () => {
    const app = await signedIn({ strategy });
    const { sessions, browser, store } = app;
    const held = holdNext(store, "delete", "call");
    const signingOut = out(app, browser);
    await held.reached;
    expect(await sessions.resolve(browser.request())).toMatchObject({
      reason: "revoked",
      cookies: [],
    });
    held.release();
    expect(await signingOut).toMatchObject({ revoked: 1 });
  });

  test("without any cookie sets none", async () => {
    expect(await out(await signedIn({ strategy }))).toEqual({
      revoked: 0,
      reason: "absent",
      cookies: [],
    });
  });

  test.each(["a second sign-out", "the next request"])(
    "in an outage rejects, and the session is over in this process for %s",
    async (next) => {
      const app = await signedIn({ strategy });
      const { sessions, browser, store } = app;
      const restore = failing(store, "find", "delete");
      await expect(out(app, browser)).rejects.toMatchObject({ code: "session_store" });
      restore();
      if (next === "a second sign-out") {
        expect(await out(app, browser)).toMatchObject({ revoked: 1 });
      } else {
        const request = browser.request({ method: "POST" });
        expect(await sessions.refresh(request)).toMatchObject({ reason: "revoked" });
      }
      // Only a second sign-out ends it in the store: the request does not repeat what its caller may.
      expect(store.size).toBe(next === "a second sign-out" ? 0 : 1);
    },
  );
});
