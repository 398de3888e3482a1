import { describe, expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { createOldLibrary, OLD_COOKIE } from "../../test/old-library.ts";
import { createService, createStatelessService, type ServiceOptions } from "../../test/service.ts";
import { inAnotherProcess } from "../../test/signed-in.ts";
import { failing, holdNext, withoutFeed } from "../../test/store-faults.ts";
import type { AdoptOptions } from "../index.ts";
import { createMemoryStore } from "../memory.ts";

const DAY = 86_400_000;

/** A service that adopts, and a browser with an old cookie of Ada, who signed in a day ago. */
function moving(options: ServiceOptions = {}, adoption: Partial<AdoptOptions> = {}) {
  const old = createOldLibrary();
  const service = createService({ ...options, adopt: { from: [old.adopter], ...adoption } });
  const createdAt = new Date(service.clock() - DAY);
  const expiresAt = new Date(service.clock() + 10 * DAY);
  const sid = nextSid();
  old.sessions.set(sid, { userId: "ada", createdAt, expiresAt });
  const browser = createBrowser();
  browser.jar.set(OLD_COOKIE, sid);
  return { ...service, old, sid, browser, createdAt, expiresAt };
}

let sids = 0;
/** Another one for each test: the session that adopts it has the same id in all services with the same secret. */
function nextSid(): string {
  return `s${sids++}`;
}

const STRATEGIES = ["jwt", "database"] as const;
const ROTATION = { jwt: undefined, database: "2m" } as const;

describe.each(STRATEGIES)("a session of another library (%s)", (strategy) => {
  test("continues with its creation time and its end, and is fresh from its creation", async () => {
    const { sessions, browser, createdAt, expiresAt, events } = moving({ strategy });
    const outcome = await sessions.resolve(browser.request());
    expect(outcome).toMatchObject({
      status: "authenticated",
      session: {
        userId: "ada",
        createdAt: Math.floor(createdAt.getTime() / 1000) * 1000,
        authenticatedAt: Math.floor(createdAt.getTime() / 1000) * 1000,
        absoluteExpiresAt: Math.floor(expiresAt.getTime() / 1000) * 1000,
        remember: true,
      },
    });
    expect(events).toMatchObject([{ type: "session.adopted", adopter: "old", elsewhere: false }]);
    browser.obey(outcome);
    const next = await sessions.resolve(browser.request());
    expect(next.session?.id).toBe(outcome.session?.id);
  });

  test("of unknown age starts now, and is not fresh before a step-up", async () => {
    const { sessions, browser, old, sid } = moving({ strategy });
    old.sessions.set(sid, { userId: "ada" });
    const { session } = await sessions.resolve(browser.request());
    if (!session) throw new Error("signed out");
    expect(session.authenticatedAt).toBe(0);
    expect(sessions.isFresh(session, "30d")).toBe(false);
    expect(session.absoluteExpiresAt - session.createdAt).toBe(30 * DAY);
  });

  test("whose creation time proves nothing about the user is not fresh, and keeps that time", async () => {
    const { sessions, browser, old, sid, createdAt } = moving({ strategy });
    old.sessions.set(sid, { userId: "ada", createdAt, authenticatedAt: null });
    const { session } = await sessions.resolve(browser.request());
    expect(session?.authenticatedAt).toBe(0);
    expect(session?.createdAt).toBe(Math.floor(createdAt.getTime() / 1000) * 1000);
  });

  test("becomes one session for 64 parallel first requests, and each answer is accepted", async () => {
    const { sessions, store, browser, clock } = moving({ strategy });
    const outcomes = await Promise.all(
      Array.from({ length: 64 }, () => sessions.resolve(browser.request())),
    );
    expect(new Set(outcomes.map(({ session }) => session?.id)).size).toBe(1);
    expect(await sessions.list("ada")).toHaveLength(1);
    for (const outcome of outcomes) {
      const tab = createBrowser();
      tab.obey(outcome);
      expect((await sessions.refresh(tab.request())).status).toBe("authenticated");
    }
    clock.advance("1d");
    expect(await store.findByUser("ada", new Date(clock()))).not.toHaveLength(0);
  });

  test("is reported once, and again for another device", async () => {
    const { sessions, browser, events, sid } = moving({ strategy });
    await Promise.all([1, 2, 3].map(() => sessions.resolve(browser.request())));
    const headers = { "user-agent": "another browser" };
    const other = createBrowser();
    other.jar.set(OLD_COOKIE, sid);
    await sessions.resolve(other.request({ headers }));
    const adopted = events.filter(({ type }) => type === "session.adopted");
    expect(adopted.map(({ elsewhere }) => elsewhere)).toEqual([false, true]);
  });

  test("with a user id that is none here does not disturb a session of our own", async () => {
    const { sessions, browser, old, clock, sid } = moving({ strategy });
    old.sessions.set(sid, { userId: 5 as never });
    browser.obey(await sessions.create("bob"));
    clock.advance("20m");
    const refreshed = await sessions.refresh(browser.request());
    expect(refreshed.status).toBe("authenticated");
    browser.obey(refreshed);
    expect(browser.jar.has(OLD_COOKIE)).toBe(false);
  });

  test("is the same session in processes that share a store", async () => {
    const { sessions, store, browser, old, clock } = moving({ strategy });
    const other = createService({ strategy, store, clock, adopt: [old.adopter] });
    const [one, two] = await Promise.all([
      sessions.resolve(browser.request()),
      other.sessions.resolve(browser.request()),
    ]);
    expect(one.session?.id).toBe(two.session?.id);
  });

  test("survives a lost answer, however late the next request is sent", async () => {
    const { sessions, browser, clock } = moving({ strategy });
    const lost = await sessions.resolve(browser.request());
    clock.advance("1h");
    const again = await sessions.resolve(browser.request());
    expect(again.session?.id).toBe(lost.session?.id);
  });

  test.each(["strict", "refresh"] as const)(
    "is accepted for all requests that are sent together after a lost answer, also after a %s",
    async (verb) => {
      const { sessions, browser, clock } = moving({ strategy, rotateEvery: ROTATION[strategy] });
      const lost = await sessions.resolve(browser.request());
      clock.advance("1h");
      const late = browser.request();
      browser.obey(await sessions.resolve(browser.request()));
      if (verb === "refresh") browser.obey(await sessions.refresh(browser.request()));
      else browser.obey(await sessions.resolve(browser.request(), { verify: "store" }));
      clock.advance("15s");
      const outcome = await sessions.resolve(late);
      expect(outcome.session?.id).toBe(lost.session?.id);
      browser.obey(outcome);
      expect((await sessions.refresh(browser.request())).status).toBe("authenticated");
      clock.advance("16s");
      expect((await sessions.resolve(late)).status).toBe("unauthenticated");
    },
  );

  test("is adopted once: later, the same credential is refused, and the session continues", async () => {
    const { sessions, browser, clock, events, sid } = moving({ strategy });
    browser.obey(await sessions.resolve(browser.request()));
    clock.advance("20m");
    browser.obey(await sessions.refresh(browser.request()));
    clock.advance("20m");
    const thief = createBrowser();
    thief.jar.set(OLD_COOKIE, sid);
    expect((await sessions.resolve(thief.request())).status).toBe("unauthenticated");
    browser.obey(await sessions.refresh(browser.request()));
    expect((await sessions.resolve(browser.request())).status).toBe("authenticated");
    expect(events.map(({ type }) => type)).not.toContain("session.reused");
  });

  test("stays ended after a sign-out, a revocation, and the end of all sessions of the user", async () => {
    for (const end of ["signOut", "revoke", "revokeUser"] as const) {
      const { sessions, browser, clock, sid } = moving({ strategy }, { keepOld: "7d" });
      const outcome = await sessions.resolve(browser.request());
      browser.obey(outcome);
      if (end === "signOut") await sessions.signOut(browser.request());
      if (end === "revoke") await sessions.revoke(outcome.session?.id ?? "");
      if (end === "revokeUser") await sessions.revokeUser("ada");
      clock.advance(1);
      const returning = createBrowser();
      returning.jar.set(OLD_COOKIE, sid);
      expect((await sessions.resolve(returning.request())).status).toBe("unauthenticated");
      expect(await sessions.list("ada")).toEqual([]);
    }
  });

  test("that was not adopted yet ends with all sessions of its user, unless it is newer", async () => {
    const { sessions, browser, old, clock, sid } = moving({ strategy });
    await sessions.revokeUser("ada");
    expect((await sessions.resolve(browser.request())).status).toBe("unauthenticated");
    clock.advance(1);
    await sessions.revokeUser("ada");
    clock.advance(1);
    old.sessions.set(`${sid}-newer`, { userId: "ada", createdAt: new Date(clock()) });
    browser.jar.set(OLD_COOKIE, `${sid}-newer`);
    expect((await sessions.resolve(browser.request())).status).toBe("authenticated");
  });

  test("that is signed out before it was adopted is not adopted afterwards", async () => {
    const { sessions, browser, old, sid } = moving({ strategy });
    const signedOut = await sessions.signOut(browser.request());
    expect([signedOut.revoked, old.reads]).toEqual([1, 1]);
    expect(signedOut.cookies.map(({ name }) => name)).toContain(OLD_COOKIE);
    expect(old.retired).toEqual([sid]);
    old.sessions.set(sid, { userId: "ada" });
    expect((await sessions.resolve(browser.request())).status).toBe("unauthenticated");
  });

  test.each(["sign-out", "sign-in"])(
    "is not adopted by a request that overlaps a %s, and inserts afterwards",
    async (end) => {
      const { sessions, browser, store, old, sid } = moving({ strategy });
      const request = browser.request({ method: "POST" });
      const insert = holdNext(store, "insert", "call");
      const late = sessions.resolve(browser.request());
      await insert.reached;
      if (end === "sign-out") await sessions.signOut(request);
      else await sessions.create("bob", { request });
      insert.release();
      expect([(await late).status, await sessions.list("ada")]).toEqual(["unauthenticated", []]);
      old.sessions.set(sid, { userId: "ada" });
      expect((await sessions.resolve(browser.request())).status).toBe("unauthenticated");
    },
  );

  test.each(["bob", "ada"])(
    "ends with a sign-in of %s in its browser, and is not adopted afterwards",
    async (userId) => {
      const { sessions, browser, old, sid } = moving({ strategy }, { keepOld: "7d" });
      const created = await sessions.create(userId, {
        request: browser.request({ method: "POST" }),
      });
      browser.obey(created);
      expect([browser.jar.has(OLD_COOKIE), old.retired]).toEqual([false, [sid]]);
      old.sessions.set(sid, { userId: "ada" });
      await sessions.revoke(created.session.id);
      browser.obey(await sessions.resolve(browser.request()));
      browser.jar.set(OLD_COOKIE, sid);
      expect(await sessions.resolve(browser.request())).toMatchObject({ reason: "absent" });
    },
  );

  test("whose adoption was not answered ends with a sign-in, too", async () => {
    const { sessions, browser, sid, store } = moving({ strategy });
    await sessions.resolve(browser.request());
    browser.obey(await sessions.create("bob", { request: browser.request({ method: "POST" }) }));
    expect([await sessions.list("ada"), await store.findByUser("ada", new Date(0))]).toMatchObject([
      [],
      [{ id: expect.stringMatching(/^adopted-/) }],
    ]);
    const copy = createBrowser();
    copy.jar.set(OLD_COOKIE, sid);
    expect((await sessions.resolve(copy.request())).status).toBe("unauthenticated");
  });

  test.each(["sign-out", "sign-in"])(
    "whose adoption was not answered ends with a %s beside the cookie of a guest, too",
    async (end) => {
      const { sessions, browser, sid, old } = moving({ strategy });
      const guest = createBrowser();
      guest.obey(await sessions.updateGuest(guest.request({ method: "POST" }), { items: [1] }));
      await sessions.resolve(browser.request());
      guest.jar.set(OLD_COOKIE, sid);
      const request = guest.request({ method: "POST" });
      if (end === "sign-out") await sessions.signOut(request);
      else await sessions.create("bob", { request });
      expect([await sessions.list("ada"), old.retired]).toEqual([[], [sid]]);
      old.sessions.set(sid, { userId: "ada" });
      expect((await sessions.resolve(browser.request())).status).toBe("unauthenticated");
    },
  );

  test("is refused after a sign-out in this process that presents the old cookie alone, if another process has ended it", async () => {
    const store = withoutFeed(createMemoryStore());
    const { sessions, browser, sid, clock, old } = inAnotherProcess(() =>
      moving({ strategy, store }),
    );
    const other = inAnotherProcess(() =>
      createService({ strategy, store, clock, adopt: [old.adopter] }),
    );
    browser.obey(await sessions.resolve(browser.request()));
    await other.sessions.revokeUser("ada");
    const alone = createBrowser();
    alone.jar.set(OLD_COOKIE, sid);
    await sessions.signOut(alone.request({ method: "POST" }));
    expect((await sessions.resolve(browser.request())).status).toBe("unauthenticated");
  });

  test("does not prevent a sign-in while its store fails, and stays as it is at one for a client with its own tokens", async () => {
    const { sessions, browser, old, sid } = moving({ strategy });
    const request = browser.request({ method: "POST" });
    const { cookies } = await sessions.create("bob", { request, transport: "bearer" });
    expect([cookies, old.reads]).toEqual([[], 0]);
    old.failure = new Error("connection refused");
    browser.obey(await sessions.create("bob", { request }));
    expect([browser.jar.get(OLD_COOKIE), old.retired]).toEqual([sid, []]);
    const { session } = await sessions.resolve(browser.request());
    expect(session?.userId).toBe("bob");
  });

  test("is retired with its cookie at the first refresh, when the client has its own credentials", async () => {
    const { sessions, browser, old, clock, sid } = moving({ strategy });
    browser.obey(await sessions.resolve(browser.request()));
    expect(old.retired).toEqual([]);
    expect(browser.jar.has(OLD_COOKIE)).toBe(true);
    clock.advance("20m");
    const refreshed = await sessions.refresh(browser.request());
    browser.obey(refreshed);
    expect(old.retired).toEqual([sid]);
    expect(browser.jar.has(OLD_COOKIE)).toBe(false);
    expect(sessions.isCurrent(refreshed)).toBe(true);
  });

  test("is not retired while requests that were sent before the adoption may arrive", async () => {
    const { sessions, browser, old, clock, sid } = moving({ strategy });
    const late = browser.request();
    browser.obey(await sessions.resolve(browser.request()));
    browser.obey(await sessions.refresh(browser.request()));
    clock.advance("15s");
    expect((await sessions.resolve(late)).status).toBe("authenticated");
    expect([old.retired, browser.jar.has(OLD_COOKIE)]).toEqual([[], true]);
    clock.advance("20m");
    browser.obey(await sessions.refresh(browser.request()));
    expect([old.retired, browser.jar.has(OLD_COOKIE)]).toEqual([[sid], false]);
  });

  test("stays for a previous deployment as long as keepOld says", async () => {
    const { sessions, browser, old, clock, sid } = moving({ strategy }, { keepOld: "2d" });
    browser.obey(await sessions.resolve(browser.request()));
    for (const days of ["1d", "23h", "2h"] as const) {
      expect(old.sessions.has(sid)).toBe(true);
      clock.advance(days);
      browser.obey(await sessions.refresh(browser.request()));
    }
    expect(old.retired).toEqual([sid]);
    expect(browser.jar.has(OLD_COOKIE)).toBe(false);
  });

  test("is refused with a reason, and never with an error, if it cannot be one of ours", async () => {
    const now = Date.now();
    const cases = {
      expired: { userId: "ada", expiresAt: new Date(0) },
      "older than lifetime.absolute": { userId: "ada", createdAt: new Date(now - 4000 * DAY) },
      "of an unknown user": { userId: "eve" },
      "without a user": { userId: "" },
      "with an invalid date": { userId: "ada", createdAt: new Date(Number.NaN) },
      "with an invalid proof": { userId: "ada", authenticatedAt: new Date(Number.NaN) },
      "with data that is too large": { userId: "ada", data: { text: "x".repeat(5_000) } },
      "with data that is no JSON": { userId: "ada", data: { at: () => 1 } },
    };
    for (const [name, session] of Object.entries(cases)) {
      const { sessions, browser, old, events, store, sid } = moving({ strategy });
      old.sessions.set(sid, session);
      const outcome = await sessions.resolve(browser.request());
      expect([name, outcome.status, outcome.reason]).toEqual([name, "unauthenticated", "absent"]);
      expect(events).toMatchObject([{ type: "session.adoption_refused" }]);
      expect(store.size).toBe(0);
      expect(outcome.cookies.map(({ name: cookie }) => cookie)).toEqual([OLD_COOKIE]);
    }
  });

  test("is not read beside our own credentials, for a bearer token, a prefetch, or where cookies cannot be set", async () => {
    const { sessions, browser, old } = moving({ strategy });
    old.failure = new Error("must not be read");
    const own = await sessions.create("bob");
    const bearer = { authorization: `Bearer ${own.tokens?.sessionToken}` };
    const results = [
      await sessions.resolve(browser.request({ headers: bearer })),
      await sessions.resolve(browser.request({ prefetch: true })),
      await sessions.resolve(browser.request(), { write: false }),
    ];
    expect(results.map(({ status }) => status)).toEqual([
      "authenticated",
      "unauthenticated",
      "unauthenticated",
    ]);
    browser.obey(own);
    expect((await sessions.resolve(browser.request())).session?.userId).toBe("bob");
  });

  test("is unavailable, not signed out, while its store or ours fails", async () => {
    const { sessions, browser, old, store } = moving({ strategy });
    old.failure = new Error("connection refused");
    expect(await sessions.resolve(browser.request())).toMatchObject({
      status: "unavailable",
      cookies: [],
    });
    old.failure = null;
    for (const verb of ["find", "insert"] as const) {
      const restore = failing(store, verb);
      expect(await sessions.resolve(browser.request())).toMatchObject({
        status: "unavailable",
        cookies: [],
      });
      restore();
    }
    expect((await sessions.resolve(browser.request())).status).toBe("authenticated");
  });

  test("is adopted also after the secret was rotated, and not twice", async () => {
    const { sessions, store, browser, old, clock } = moving({ strategy });
    const first = await sessions.resolve(browser.request());
    const rotated = createService({
      ...{ strategy, store, clock },
      secret: ["p0OiU7yTr4EwQ1aSd2FgH5jKl8ZxC6vB", "Zk3vQ9rTn5LwXc7BhM2dYs8JpGfEuA4K"],
      adopt: [old.adopter],
    });
    const again = await rotated.sessions.resolve(browser.request());
    expect(again.session?.id).toBe(first.session?.id);
    await rotated.sessions.revoke(first.session?.id ?? "");
    expect((await rotated.sessions.resolve(browser.request())).status).toBe("unauthenticated");
  });

  test("that is older than notBefore is not adopted", async () => {
    const { sessions, browser } = moving({ strategy }, { notBefore: new Date() });
    expect((await sessions.resolve(browser.request())).status).toBe("unauthenticated");
  });

  test("leaves no trace of its credential in the store, an event or the list", async () => {
    const { sessions, store, browser, old, events } = moving({ strategy });
    old.sessions.set("very-old-credential", { userId: "ada" });
    browser.jar.set(OLD_COOKIE, "very-old-credential");
    await sessions.resolve(browser.request());
    const records = await store.findByUser("ada", new Date(0));
    const seen = JSON.stringify([records, events, await sessions.list("ada")]);
    expect(records).toHaveLength(2);
    expect(seen).not.toContain("very-old-credential");
  });
});

function movingWithoutStore() {
  const old = createOldLibrary();
  const sid = nextSid();
  const { sessions } = createStatelessService({ adopt: [old.adopter] });
  old.sessions.set(sid, { userId: "ada" });
  const browser = createBrowser();
  browser.jar.set(OLD_COOKIE, sid);
  return { old, sid, sessions, browser };
}

test("without a store, a session is adopted, and its cookie is cleared at a sign-out", async () => {
  const { sid, sessions, browser } = movingWithoutStore();
  const [one, two] = await Promise.all([
    sessions.resolve(browser.request()),
    sessions.resolve(browser.request()),
  ]);
  expect(one.session?.id).toBe(two.session?.id);
  browser.obey(one);
  browser.obey(await sessions.signOut(browser.request()));
  expect([...browser.jar]).toEqual([]);
  const others = createBrowser();
  others.jar.set(OLD_COOKIE, sid);
  others.obey(await sessions.create("bob", { request: others.request({ method: "POST" }) }));
  expect(others.jar.has(OLD_COOKIE)).toBe(false);
  browser.jar.set(OLD_COOKIE, sid);
  expect((await sessions.resolve(browser.request())).status).toBe("unauthenticated");
});

test("without a store, a session ends with a sign-in in its browser, also if its adoption was not answered", async () => {
  const { old, sid, sessions, browser } = movingWithoutStore();
  await sessions.resolve(browser.request());
  await sessions.create("bob", { request: browser.request({ method: "POST" }) });
  old.sessions.set(sid, { userId: "ada" });
  expect((await sessions.resolve(browser.request())).status).toBe("unauthenticated");
});

test.each([
  ["no list", "old"],
  ["no adopter", [{}]],
  ["an unknown member", { from: [], keepNew: "1d" }],
  ["no duration", { from: [], keepOld: "soon" }],
  ["no date", { from: [], notBefore: 5 }],
])("an option that is %s is refused at construction", (_, adopt) => {
  expect(() => createService({ adopt: adopt as never })).toThrow("adopt");
});
