import { describe, expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { createService, createStatelessService } from "../../test/service.ts";
import {
  authenticated,
  inAnotherProcess,
  MODES,
  STRATEGIES,
  signedIn,
  signedInTo,
} from "../../test/signed-in.ts";
import { createMemoryStore } from "../memory.ts";

describe("a new session", () => {
  test("is stored with a hash of its secret, never with the token", async () => {
    const { sessions, store } = createService();
    const { session, tokens } = await sessions.create("ada");
    const record = await store.find(session.id);
    const secret = tokens?.sessionToken?.split(".")[5] as string;
    expect(secret).toHaveLength(22);
    expect(JSON.stringify(record)).not.toContain(secret);
    expect(record?.secretHash).toHaveLength(43);
  });

  test("is stored with address and user agent, unless that is switched off", async () => {
    const request = createBrowser().request({ headers: { "user-agent": "x".repeat(2_000) } });
    const { sessions, store } = createService();
    const kept = await store.find((await sessions.create("ada", { request })).session.id);
    expect(kept).toMatchObject({ ip: "192.0.2.7", userAgent: "x".repeat(512) });
    for (const activity of [false, { ip: false, userAgent: false }] as const) {
      const quiet = createService({ activity });
      const record = await quiet.store.find(
        (await quiet.sessions.create("ada", { request })).session.id,
      );
      expect(record).toMatchObject({ ip: null, userAgent: null });
    }
  });

  test("is stored with a user agent that is cut between characters", async () => {
    const { sessions, store } = createService();
    const request = createBrowser().request({ headers: { "user-agent": `a${"é".repeat(400)}` } });
    const record = await store.find((await sessions.create("ada", { request })).session.id);
    expect(record?.userAgent).toBe(`a${"é".repeat(255)}`);
  });

  test("that is remembered has cookies that outlive it by a day; a transient one has cookies without an age, and a shorter lifetime", async () => {
    const { sessions } = createService();
    const kept = await sessions.create("ada");
    expect(kept.cookies.map((cookie) => cookie.name)).toEqual(["__Host-access", "__Host-session"]);
    expect(kept.cookies.map(({ maxAge }) => maxAge)).toEqual([691_200, 691_200]);
    const brief = await sessions.create("ada", { remember: false });
    expect(brief.cookies.map((cookie) => cookie.maxAge)).toEqual([null, null]);
    expect(brief.session.expiresAt - brief.session.createdAt).toBe(12 * 3_600_000);
  });

  test("never takes over an id that the client sent, and ends the session it replaces", async () => {
    const { sessions, store } = createService();
    const browser = createBrowser();
    browser.obey(await sessions.create("bob", { request: browser.request() }));
    const planted = new Map(browser.jar);
    const created = await sessions.create("ada", { request: browser.request() });
    browser.obey(created);
    expect([...planted.values()]).not.toContain(browser.jar.get("__Host-session"));
    expect(store.size).toBe(1);
    expect((await store.findByUser("ada", new Date(0)))[0]?.id).toBe(created.session.id);
  });

  test("ends the session it replaces if only its access token is presented", async () => {
    const { sessions, store, events } = createService({ refresh: "endpoint" });
    const browser = createBrowser();
    browser.obey(await sessions.create("bob", { request: browser.request() }));
    browser.jar.delete("__Secure-session");
    const created = await sessions.create("ada", { request: browser.request() });
    expect(await store.findByUser("bob", new Date(0))).toEqual([]);
    expect(events.map(({ type, userId }) => `${type} ${userId}`)).toEqual([
      "session.created bob",
      "session.revoked bob",
      "session.created ada",
    ]);
    expect((await store.findByUser("ada", new Date(0)))[0]?.id).toBe(created.session.id);
  });

  test("has the lifetime that a function returns for this user", async () => {
    const { sessions } = createService({
      lifetime: ({ user, remember }) =>
        user?.id === "ada" && remember ? { idle: "1h", absolute: "2h" } : {},
    });
    const { session } = await sessions.create("ada");
    expect(session.expiresAt - session.createdAt).toBe(3_600_000);
    const other = await sessions.create("bob");
    expect(other.session.expiresAt - other.session.createdAt).toBe(7 * 86_400_000);
  });

  test.each(["", "a\0b", 5 as unknown as string, "nobody"])(
    "for the user id %j is refused by name",
    async (userId) => {
      const { sessions, store } = createService();
      await expect(sessions.create(userId)).rejects.toMatchObject({
        code: "session_config",
        option: "userId",
      });
      expect(store.size).toBe(0);
    },
  );

  test.each([
    ["a promise", Promise.resolve({ theme: "dark" })],
    ["text", "theme"],
    ["a list", ["theme"]],
  ])("is refused with data that is %s, of which nothing would be left", async (_, wrong) => {
    const { sessions, store, browser, created } = await signedIn();
    const data = wrong as never;
    const refused = { code: "session_config", option: "data" };
    await expect(sessions.create("bob", { data })).rejects.toMatchObject(refused);
    const careless = createService({ data: () => data });
    await expect(careless.sessions.create("bob")).rejects.toMatchObject(refused);
    await expect(sessions.update(created.session, data)).rejects.toMatchObject(refused);
    expect(store.size).toBe(1);
    browser.obey(await sessions.signOut(browser.request()));
    const guest = () => sessions.updateGuest(browser.request(), { note: "kept" });
    await expect(sessions.updateGuest(browser.request(), data)).rejects.toMatchObject(refused);
    browser.obey(await guest());
    const merge = () => wrong as never;
    const merging = sessions.create("bob", { request: browser.request(), merge });
    if (wrong instanceof Promise) expect((await merging).session.data).toEqual(await wrong);
    else await expect(merging).rejects.toMatchObject({ ...refused, option: "merge" });
  });

  test("leaves out members of `data` and `merge` that are undefined, as an update does", async () => {
    const { sessions, browser } = await signedIn();
    browser.obey(await sessions.signOut(browser.request()));
    browser.obey(await sessions.updateGuest(browser.request(), { note: "kept" }));
    const { session } = await sessions.create("bob", {
      request: browser.request(),
      merge: ({ basket, note }) => ({ basket, note }) as never,
      data: { theme: undefined } as never,
    });
    expect(session.data).toEqual({ note: "kept" });
  });

  test("with data or claims that look like a secret is refused by the member's name", async () => {
    const { sessions } = createService();
    await expect(sessions.create("ada", { data: { passwordHash: "x" } })).rejects.toMatchObject({
      option: "data.passwordHash",
    });
    const careless = createService({ claims: (user) => ({ ...user, secret: "x" }) });
    await expect(careless.sessions.create("ada")).rejects.toMatchObject({
      option: "claims.secret",
    });
    const clashing = createService({ claims: ({ role }) => ({ role, exp: 5 }) });
    await expect(clashing.sessions.create("ada")).rejects.toMatchObject({ option: "claims.exp" });
  });

  test("that is too large for a cookie is refused with its size", async () => {
    const { sessions } = createStatelessService({ claims: () => ({ role: "x".repeat(4_000) }) });
    await expect(sessions.create("ada")).rejects.toMatchObject({ code: "cookie_too_large" });
  });

  test("holds 4 KiB of data, or as much as is configured", async () => {
    const data = { text: "x".repeat(5_000) };
    const { sessions } = createService({ strategy: "database" });
    await expect(sessions.create("ada", { data })).rejects.toMatchObject({ option: "data" });
    const { sessions: roomy } = createService({ strategy: "database", maxDataBytes: 8_192 });
    const { session } = await roomy.create("ada", { data });
    expect((await roomy.update(session, { more: "y" })).status).toBe("authenticated");
    await expect(roomy.update(session, { more: "y".repeat(4_000) })).rejects.toMatchObject({
      option: "data",
    });
  });

  test("rejects in an outage of the store, and not if the activity log fails", async () => {
    const store = createMemoryStore();
    const { sessions, types } = createService({ store });
    store.record = () => Promise.reject(new Error("log is down"));
    expect((await sessions.create("ada")).status).toBe("authenticated");
    expect(types()).toEqual(["created", "store_failed"]);
    const cause = new Error("down");
    store.insert = () => Promise.reject(cause);
    await expect(sessions.create("ada")).rejects.toMatchObject({ code: "session_store", cause });
  });
});

describe.each(MODES)("authenticatedAt and until, mode %s", (mode) => {
  test("an impersonation is as fresh as it says, on every request, until a step-up", async () => {
    const { sessions, clock } = await signedInTo(mode);
    const authenticatedAt = new Date(clock() - 3_600_000);
    const browser = createBrowser();
    const created = await sessions.create("bob", { authenticatedAt, request: browser.request() });
    browser.obey(created);
    for (const pause of ["1s", "20m"] as const) {
      clock.advance(pause);
      const outcome = authenticated(await sessions.resolve(browser.request()));
      browser.obey(outcome);
      expect(outcome.session.authenticatedAt).toBe(authenticatedAt.getTime());
      expect(sessions.isFresh(outcome.session, "1h")).toBe(false);
    }
    const request = browser.request({ method: "POST" });
    const renewed = await sessions.renew(created.session, { request, authenticated: true });
    expect(renewed.session?.authenticatedAt).toBe(clock());
  });

  test("a proof of identity in the future counts as now", async () => {
    const { sessions, clock } = await signedInTo(mode);
    const { session } = await sessions.create("bob", { authenticatedAt: new Date(clock() + 1e9) });
    expect(session.authenticatedAt).toBe(clock());
  });

  test("a proof of identity before 1970 counts as none, and the access token is accepted", async () => {
    const { sessions, clock } = await signedInTo(mode);
    const browser = createBrowser();
    const authenticatedAt = new Date(-5_000);
    browser.obey(await sessions.create("bob", { authenticatedAt, request: browser.request() }));
    clock.advance("1s");
    const { session, cookies } = authenticated(await sessions.resolve(browser.request()));
    expect([session.authenticatedAt, cookies]).toEqual([0, []]);
    const refreshed = await sessions.refresh(browser.request({ method: "POST" }));
    expect(refreshed.session?.authenticatedAt).toBe(0);
  });

  test("the end of an upstream is the absolute expiry, and no extension moves it", async () => {
    const { sessions, clock } = await signedInTo(mode);
    const until = new Date(clock() + 3_600_000);
    const browser = createBrowser();
    browser.obey(await sessions.create("bob", { until, request: browser.request() }));
    for (let round = 0; round < 3; round++) {
      clock.advance("19m");
      const outcome = authenticated(await sessions.refresh(browser.request({ method: "POST" })));
      browser.obey(outcome);
      expect(outcome.session.absoluteExpiresAt).toBe(until.getTime());
      expect(outcome.session.expiresAt).toBe(until.getTime());
    }
    // An access token is accepted for 5 s more, for clocks that differ.
    clock.advance("185s");
    expect(await sessions.resolve(browser.request())).toMatchObject({ reason: "expired_absolute" });
  });

  test("an end later than the configured one changes nothing", async () => {
    const { sessions, clock, created } = await signedInTo(mode);
    const { session } = await sessions.create("bob", { until: new Date(clock() + 1e12) });
    expect(session.absoluteExpiresAt).toBe(created.session.absoluteExpiresAt);
  });

  test.each([
    ["until", new Date(0)],
    ["until", new Date(Number.NaN)],
    ["until", "2026-01-01"],
    ["authenticatedAt", new Date(Number.NaN)],
    ["authenticatedAt", 1_767_225_600_000],
  ])("%s: %j is refused by name, and nothing changes", async (option, value) => {
    const { sessions, store, browser, resolve } = await signedInTo(mode);
    const request = browser.request({ method: "POST" });
    const creating = sessions.create("bob", { [option]: value as Date, request });
    await expect(creating).rejects.toMatchObject({ code: "session_config", option });
    expect((await resolve()).session?.userId).toBe("ada");
    if (store) expect(store.size).toBe(1);
  });
});

test("a sign-in in one strategy ends the session of the other, which runs beside it", async () => {
  for (const [before, after] of [
    ["jwt", "database"],
    ["database", "jwt"],
  ] as const) {
    const { store, browser, clock, sessions } = await signedIn({ strategy: before });
    const other = inAnotherProcess(() => createService({ strategy: after, store, clock }));
    browser.obey(await other.sessions.create("bob", { request: browser.request() }));
    for (const service of [sessions, other.sessions]) {
      for (const verify of ["token", "store"] as const) {
        const outcome = await service.resolve(browser.request(), { verify });
        expect(outcome.session?.userId).toBe("bob");
      }
    }
    expect(await sessions.list("ada")).toEqual([]);
  }
});

describe("a limit per user", () => {
  test("evicts the oldest session", async () => {
    const { sessions, store, clock } = createService({ limit: { perUser: 2 } });
    const ids: string[] = [];
    for (let index = 0; index < 4; index++) {
      ids.push((await sessions.create("ada")).session.id);
      clock.advance("1m");
    }
    const left = await store.findByUser("ada", new Date(clock()));
    expect(left.map((record) => record.id)).toEqual([ids[3], ids[2]]);
  });

  test("refuses the newest session by policy, and leaves the others", async () => {
    const { sessions, store } = createService({ limit: { perUser: 1, policy: "refuse" } });
    await sessions.create("ada");
    await expect(sessions.create("ada")).rejects.toMatchObject({ code: "session_limit", limit: 1 });
    await sessions.create("bob");
    expect(store.size).toBe(2);
  });

  test.each(STRATEGIES)(
    "does not count the session that a sign-in replaces, strategy %s",
    async (strategy) => {
      for (const policy of ["evict-oldest", "refuse"] as const) {
        const limit = { perUser: 2, policy };
        const { sessions, clock, store } = createService({ strategy, limit });
        const [phone, laptop] = [createBrowser(), createBrowser()];
        phone.obey(await sessions.create("ada", { request: phone.request() }));
        clock.advance("1m");
        laptop.obey(await sessions.create("ada", { request: laptop.request() }));
        clock.advance("1m");
        laptop.obey(await sessions.create("ada", { request: laptop.request({ method: "POST" }) }));
        for (const browser of [phone, laptop])
          expect((await sessions.resolve(browser.request())).status).toBe("authenticated");
        expect(store.size).toBe(2);
      }
    },
  );

  test.each(STRATEGIES)(
    "refuses concurrent sign-ins beyond it by policy, strategy %s",
    async (strategy) => {
      const limit = { perUser: 3, policy: "refuse" } as const;
      const { sessions, store } = createService({ strategy, limit });
      const results = await Promise.allSettled(
        Array.from({ length: 20 }, () => sessions.create("ada")),
      );
      const signedIn = results.filter(({ status }) => status === "fulfilled");
      expect(signedIn).toHaveLength(store.size);
      expect(store.size).toBeLessThanOrEqual(3);
    },
  );

  test("holds for concurrent sign-ins", async () => {
    const { sessions, store } = createService({ limit: { perUser: 3 } });
    await Promise.all(Array.from({ length: 20 }, () => sessions.create("ada")));
    expect(store.size).toBe(3);
  });
});
