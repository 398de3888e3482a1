import { describe, expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { SECRET } from "../../test/service.ts";
import { createSessions, type SessionEvent } from "../index.ts";
import { createMemoryStore } from "../memory.ts";

interface Account {
  readonly id: number;
}

function createOwn(strategy: "jwt" | "database") {
  const events: SessionEvent<number>[] = [];
  const seen: unknown[] = [];
  const store = createMemoryStore();
  const sessions = createSessions({
    strategy,
    secret: SECRET,
    store,
    userId: { parse: Number, format: (id: number) => String(id) },
    loadUser: (id): Account | null => {
      seen.push(id);
      return id > 0 ? { id } : null;
    },
    claims: (user, session) => ({ own: user.id === session.userId }),
    lifetime: ({ userId }) => {
      seen.push(userId);
      return {};
    },
    onEvent: (event) => events.push(event),
  });
  return { sessions, store, events, seen };
}

describe.each(["jwt", "database"] as const)("numbers as user ids, strategy %s", (strategy) => {
  test("are numbers in every verb and callback, and are text in the store", async () => {
    const { sessions, store, events, seen } = createOwn(strategy);
    const browser = createBrowser();
    const made = await sessions.create(7, { request: browser.request() });
    browser.obey(made);
    expect(made.session).toMatchObject({ userId: 7, claims: { own: true } });
    expect(await store.find(made.session.id)).toMatchObject({ userId: "7" });
    for (const verify of ["token", "store"] as const) {
      const outcome = await sessions.resolve(browser.request(), { verify });
      expect(outcome.session).toMatchObject({ userId: 7, claims: { own: true } });
    }
    const { session } = made;
    expect(await sessions.user(session)).toEqual({ id: 7 });
    const request = browser.request();
    const renewed = await sessions.renew(session, { request, authenticated: true });
    expect(renewed.session?.userId).toBe(7);
    browser.obey(renewed);
    const updated = await sessions.update(session, { a: 1 }, browser.request());
    expect(updated.session?.userId).toBe(7);
    browser.obey(updated);
    expect(await sessions.list(7, session)).toMatchObject([{ id: session.id, current: true }]);
    expect((await sessions.activity(7)).map(({ userId }) => userId)).toContain(7);
    expect(await sessions.revokeUser(7)).toBe(1);
    expect(await sessions.list(7)).toEqual([]);
    expect(new Set(events.map(({ userId }) => userId))).toEqual(new Set([7]));
    expect(new Set(seen)).toEqual(new Set([7]));
  });

  test("are text in the answers of the endpoints, and own their sessions there", async () => {
    const { sessions } = createOwn(strategy);
    const browser = createBrowser();
    browser.obey(await sessions.create(7, { request: browser.request() }));
    const { session: other } = await sessions.create(7);
    const handle = async (method: string, url: string) =>
      sessions.handle({
        ...browser.request({ method, headers: { "sec-fetch-site": "same-origin" } }),
        url: `/api/auth${url}`,
        text: async () => "",
      });
    const answer = JSON.parse((await handle("GET", "/session"))?.body ?? "");
    expect(answer).toMatchObject({ session: { userId: "7" }, user: { id: "7" } });
    expect(JSON.parse((await handle("GET", "/sessions"))?.body ?? "").sessions).toHaveLength(2);
    expect((await handle("DELETE", `/sessions/${other.id}`))?.status).toBe(204);
  });

  test("without a user are refused, as are ids that have no text", async () => {
    const { sessions } = createOwn(strategy);
    await expect(sessions.create(-1)).rejects.toMatchObject({ option: "userId" });
    await expect(sessions.create(undefined as never)).rejects.toMatchObject({ option: "userId" });
    await expect(sessions.revokeUser(null as never)).rejects.toMatchObject({ option: "userId" });
  });
});

test("stateless sessions have them, too", async () => {
  const sessions = createSessions({
    strategy: "jwt",
    secret: SECRET,
    userId: { parse: BigInt, format: (id: bigint) => id.toString() },
  });
  const browser = createBrowser();
  browser.obey(await sessions.create(9_007_199_254_740_993n));
  const outcome = await sessions.resolve(browser.request());
  expect(outcome.session?.userId).toBe(9_007_199_254_740_993n);
  const updated = await sessions.update(outcome.session as never, { a: 1 }, browser.request());
  expect(updated.session?.userId).toBe(9_007_199_254_740_993n);
});

test("a codec without its functions is refused", () => {
  const create = (userId: unknown) => () =>
    createSessions({ strategy: "jwt", secret: SECRET, userId } as never);
  expect(create({ parse: Number })).toThrow(/^userId\.format: expected a function/);
  expect(create(Number)).toThrow(/^userId: expected an object/);
  expect(create({ parse: Number, format: String, encode: String })).toThrow(/there is no such/);
});
