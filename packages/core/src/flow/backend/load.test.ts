import { describe, expect, test, vi } from "vitest";
import { createBrowser } from "../../../test/browser.ts";
import { createService, type TestUser } from "../../../test/service.ts";
import { inAnotherProcess, MODES, STRATEGIES, signedInTo } from "../../../test/signed-in.ts";
import { joining } from "../../../test/store-faults.ts";
import { createMemoryStore } from "../../memory.ts";

interface Account extends TestUser {
  banned?: boolean;
}

type Load = (id: string, joined?: TestUser) => Account | null | undefined | Promise<Account | null>;

/** Where users come from: every combination of a join and a `loadUser` that can refuse one. */
const SOURCES = [
  ["a store that joins, without loadUser", true, null],
  ["a store that joins, and a loadUser that judges what it joined", true, "joined"],
  ["a store that joins, and a loadUser that looks the user up itself", true, "own"],
  ["loadUser alone", false, "own"],
] as const;

const allowed = (user: Account | undefined): Account | null => (user && !user.banned ? user : null);

async function start(
  strategy: "jwt" | "database",
  joins: boolean,
  source: "joined" | "own" | null,
): Promise<{ users: Map<string, Account> } & Omit<Awaited<ReturnType<typeof service>>, "users">> {
  const users = new Map<string, Account>();
  for (const id of ["ada", "bob"]) users.set(id, { id, name: id, role: "admin" });
  const load: Load = (id, joined) =>
    allowed(source === "joined" ? (joined ?? users.get(id)) : users.get(id));
  const { users: _, ...rest } = await service(strategy, joins ? users : null, source && load);
  return { ...rest, users };
}

async function service(
  strategy: "jwt" | "database",
  joined: Map<string, Account> | null,
  loadUser: Load | null,
) {
  const memory = createMemoryStore();
  const store = joined ? joining<Account>(memory, (id) => joined.get(id)) : memory;
  const created = createService({
    strategy,
    store,
    loadUser: (loadUser ?? undefined) as never,
  });
  const browser = createBrowser();
  const { session } = await created.sessions
    .create("ada", { request: browser.request() })
    .then((outcome) => {
      browser.obey(outcome);
      return outcome;
    });
  return { ...created, browser, session };
}

describe.each(STRATEGIES)("strategy %s", (strategy) => {
  describe.each(SOURCES)("%s", (_, joins, source) => {
    const endings = [
      ["deleted", (users: Map<string, Account>) => users.delete("ada")],
      ...(source
        ? [
            [
              "banned",
              (users: Map<string, Account>) =>
                users.set("ada", { id: "ada", name: "ada", role: "admin", banned: true }),
            ] as const,
          ]
        : []),
    ] as const;

    test.each(endings)("a user who was %s is signed out on the next request", async (_, end) => {
      const requests = [
        (app: Awaited<ReturnType<typeof start>>) =>
          app.sessions.resolve(app.browser.request(), { verify: "store" }),
        (app: Awaited<ReturnType<typeof start>>) =>
          app.sessions.refresh(app.browser.request({ method: "POST" })),
        (app: Awaited<ReturnType<typeof start>>) => {
          app.clock.advance("20m");
          return app.sessions.resolve(app.browser.request());
        },
        (app: Awaited<ReturnType<typeof start>>) => {
          app.clock.advance("20m");
          return app.sessions.resolve(app.browser.request(), { write: false });
        },
        (app: Awaited<ReturnType<typeof start>>) =>
          app.sessions.update(app.session, { a: 1 }, app.browser.request({ method: "POST" })),
        (app: Awaited<ReturnType<typeof start>>) => app.sessions.update(app.session.id, { a: 1 }),
        (app: Awaited<ReturnType<typeof start>>) =>
          app.sessions.renew(app.session, { request: app.browser.request({ method: "POST" }) }),
      ];
      for (const request of requests) {
        const app = await start(strategy, joins, source);
        end(app.users);
        expect(await request(app)).toMatchObject({
          status: "unauthenticated",
          reason: "user_gone",
        });
        expect(app.store.size).toBe(0);
        expect(await app.sessions.resolve(app.browser.request())).toMatchObject({
          status: "unauthenticated",
        });
        expect(app.types()).toContain("revoked");
      }
    });

    test.each(endings)("a user who was %s cannot sign in, and nothing is left", async (_, end) => {
      const app = await start(strategy, joins, source);
      await app.sessions.revoke(app.session.id);
      end(app.users);
      await expect(app.sessions.create("ada")).rejects.toMatchObject({ option: "userId" });
      await new Promise<void>((done) => setImmediate(done));
      expect(app.store.size).toBe(0);
    });

    test.each(endings)("the user of a session is null once they were %s", async (_, end) => {
      const app = await start(strategy, joins, source);
      end(app.users);
      // A copy: the user of a session object is loaded once.
      expect(await app.sessions.user({ ...app.session })).toBeNull();
    });

    test("claims are made from the user that was accepted", async () => {
      const { sessions, browser, users } = await start(strategy, joins, source);
      users.set("ada", { id: "ada", name: "ada", role: "reader" });
      const outcome = await sessions.refresh(browser.request({ method: "POST" }));
      expect(outcome.session?.claims).toEqual({ role: "reader" });
    });
  });

  test("a joined user costs one query, also with a loadUser that returns it", async () => {
    const memory = createMemoryStore();
    const ada = { id: "ada", name: "joined", role: "admin" };
    const store = joining<TestUser>(memory, () => ada);
    const loadUser = vi.fn((_id: string, joined?: TestUser) => joined ?? ada);
    const { sessions } = createService({ strategy, store, loadUser });
    const browser = createBrowser();
    browser.obey(await sessions.create("ada"));
    loadUser.mockClear();
    const find = vi.spyOn(store, "findWithUser");
    const { session } = await sessions.refresh(browser.request({ method: "POST" }));
    expect(session && (await sessions.user(session))).toEqual(ada);
    expect(find).toHaveBeenCalledTimes(1);
    expect(loadUser.mock.calls).toEqual([["ada", ada]]);
  });

  test("a loadUser that changes what the store joined decides the claims", async () => {
    const store = joining<TestUser>(createMemoryStore(), (id) => ({
      id,
      name: id,
      role: "reader",
    }));
    const { sessions } = createService({
      strategy,
      store,
      loadUser: (id, joined) => ({ id, name: id, role: joined ? "joined" : "alone" }),
    });
    const browser = createBrowser();
    const created = await sessions.create("ada");
    browser.obey(created);
    expect(created.session.claims.role).toBe("alone");
    const outcome = await sessions.refresh(browser.request({ method: "POST" }));
    expect(outcome.session?.claims.role).toBe("joined");
  });
});

describe.each(MODES)("loadUser, mode %s", (mode) => {
  test.each([
    [
      "throws",
      () => {
        throw new Error("users are down");
      },
    ],
    ["rejects", () => Promise.reject(new Error("users are down"))],
  ] as const)("that %s is an outage and not a sign-out", async (_, fail) => {
    let down = false;
    const { sessions, browser, created, clock } = await signedInTo(mode, {
      loadUser: (id) => (down ? fail() : { id, name: id, role: "admin" }),
    });
    down = true;
    clock.advance("20m");
    const post = browser.request({ method: "POST" });
    for (const outcome of [
      await sessions.refresh(post),
      await sessions.resolve(browser.request()),
      await sessions.update(created.session, { a: 1 }, post),
      await sessions.renew(created.session, { request: post }),
    ])
      expect(outcome).toMatchObject({ status: "unavailable", cookies: [] });
    await expect(sessions.create("ada")).rejects.toMatchObject({ code: "session_store" });
    down = false;
    expect((await sessions.refresh(browser.request({ method: "POST" }))).status).toBe(
      "authenticated",
    );
  });

  test("is not called for a request that an access token answers", async () => {
    const loadUser = vi.fn((id: string) => ({ id, name: id, role: "admin" }));
    // The denylist of this process has "ada", whom another test has deleted.
    const { sessions, browser } = await inAnotherProcess(() => signedInTo(mode, { loadUser }));
    loadUser.mockClear();
    await sessions.resolve(browser.request());
    expect(loadUser).toHaveBeenCalledTimes(mode === "database" ? 1 : 0);
  });
});
