import { describe, expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { createService, createStatelessService } from "../../test/service.ts";
import { createMemoryStore } from "../memory.ts";

describe("a new session", () => {
  test("keeps a hash of its secret, never the token", async () => {
    const { sessions, store } = createService();
    const { session, tokens } = await sessions.create("ada");
    const record = await store.find(session.id);
    const secret = tokens?.sessionToken?.split(".")[5] as string;
    expect(secret).toHaveLength(22);
    expect(JSON.stringify(record)).not.toContain(secret);
    expect(record?.secretHash).toHaveLength(43);
  });

  test("remembers who signed in from where, unless that is switched off", async () => {
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

  test("cuts a long user agent between characters", async () => {
    const { sessions, store } = createService();
    const request = createBrowser().request({ headers: { "user-agent": `a${"é".repeat(400)}` } });
    const record = await store.find((await sessions.create("ada", { request })).session.id);
    expect(record?.userAgent).toBe(`a${"é".repeat(255)}`);
  });

  test("that is remembered has cookies that outlive it by a day, another none and a shorter life", async () => {
    const { sessions } = createService();
    const kept = await sessions.create("ada");
    expect(kept.cookies.map((cookie) => cookie.name)).toEqual(["__Host-access", "__Host-session"]);
    expect(kept.cookies.map(({ maxAge }) => maxAge)).toEqual([691_200, 691_200]);
    const brief = await sessions.create("ada", { remember: false });
    expect(brief.cookies.map((cookie) => cookie.maxAge)).toEqual([null, null]);
    expect(brief.session.expiresAt - brief.session.createdAt).toBe(12 * 3_600_000);
  });

  test("never takes over an id that the client brought along, and ends the session it replaces", async () => {
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

  test("ends the session it replaces where only the access token is shown", async () => {
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

  test("has the life that a resolver gives to this user", async () => {
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
    "for user id %j is an error that says so",
    async (userId) => {
      const { sessions, store } = createService();
      await expect(sessions.create(userId)).rejects.toMatchObject({
        code: "session_config",
        option: "userId",
      });
      expect(store.size).toBe(0);
    },
  );

  test("with data or claims that must not leave the user table is an error naming the member", async () => {
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

  test("too large for a cookie is an error that gives the size", async () => {
    const { sessions } = createStatelessService({ claims: () => ({ role: "x".repeat(4_000) }) });
    await expect(sessions.create("ada")).rejects.toMatchObject({ code: "cookie_too_large" });
  });

  test("keeps 4 KiB of data, or as much as it is told to", async () => {
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

  test("in an outage fails as such, and with a broken activity log does not", async () => {
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

describe("a limit per user", () => {
  test("ends the oldest", async () => {
    const { sessions, store, clock } = createService({ limit: { perUser: 2 } });
    const ids: string[] = [];
    for (let index = 0; index < 4; index++) {
      ids.push((await sessions.create("ada")).session.id);
      clock.advance("1m");
    }
    const left = await store.findByUser("ada", new Date(clock()));
    expect(left.map((record) => record.id)).toEqual([ids[3], ids[2]]);
  });

  test("or refuses the newest, and leaves the others alone", async () => {
    const { sessions, store } = createService({ limit: { perUser: 1, policy: "refuse" } });
    await sessions.create("ada");
    await expect(sessions.create("ada")).rejects.toMatchObject({ code: "session_limit", limit: 1 });
    await sessions.create("bob");
    expect(store.size).toBe(2);
  });

  test("holds for sign-ins at once", async () => {
    const { sessions, store } = createService({ limit: { perUser: 3 } });
    await Promise.all(Array.from({ length: 20 }, () => sessions.create("ada")));
    expect(store.size).toBe(3);
  });
});
