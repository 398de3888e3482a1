import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { createService } from "../../test/service.ts";
import { MODES, STRATEGIES, signedIn, signedInTo } from "../../test/signed-in.ts";
import { joining } from "../../test/store-faults.ts";
import { createMemoryStore, type MemoryStore } from "../memory.ts";
import { describeDevice } from "../request/device.ts";
import { createRequestDeadlines } from "./request-deadlines.ts";

// Loads the parser of user agents, which is not a matter of the store.
beforeAll(async () => void (await describeDevice("Firefox/140.0")));

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

type App = Awaited<ReturnType<typeof signedIn>>;

const VERBS = [
  "insert",
  "find",
  "update",
  "delete",
  "findByUser",
  "deleteByUser",
  "deleteExpired",
] as const;

/** Each call takes this long; `never` gives no answer. */
function slow(store: MemoryStore, ms: number | "never"): void {
  for (const verb of VERBS) {
    const call = store[verb] as (...args: unknown[]) => Promise<unknown>;
    Object.assign(store, {
      [verb]: (...args: unknown[]) =>
        new Promise((resolve, reject) => {
          if (ms !== "never") setTimeout(() => void call(...args).then(resolve, reject), ms);
        }),
    });
  }
}

/** What happens, and after how many milliseconds. */
async function timed(run: () => Promise<unknown>): Promise<{ ms: number; answer: unknown }> {
  const start = performance.now();
  let end = 0;
  const answer = run()
    .catch((error: unknown) => error)
    .then((value) => {
      end = performance.now();
      return value;
    });
  await vi.advanceTimersByTimeAsync(30_000);
  return { ms: Math.round(end - start), answer: await answer };
}

/** Every verb that asks a store for a request. */
const CALLS: readonly (readonly [string, (app: App) => Promise<unknown>])[] = [
  ["resolve", ({ sessions, browser }) => sessions.resolve(browser.request(), { verify: "store" })],
  ["refresh", ({ sessions, browser }) => sessions.refresh(browser.request({ method: "POST" }))],
  [
    "update",
    ({ sessions, browser, created }) =>
      sessions.update(created.session, { a: 1 }, browser.request({ method: "POST" })),
  ],
  ["update by id", ({ sessions, created }) => sessions.update(created.session.id, { a: 1 })],
  [
    "renew",
    ({ sessions, browser, created }) =>
      sessions.renew(created.session, { request: browser.request({ method: "POST" }) }),
  ],
  ["signOut", ({ sessions, browser }) => sessions.signOut(browser.request({ method: "POST" }))],
  [
    "signOut of all",
    ({ sessions, browser }) => sessions.signOut(browser.request({ method: "POST" }), "all"),
  ],
  ["create", ({ sessions }) => sessions.create("bob")],
  [
    "create over a session",
    ({ sessions, browser }) =>
      sessions.create("bob", { request: browser.request({ method: "POST" }) }),
  ],
  ["revoke", ({ sessions, created }) => sessions.revoke(created.session.id)],
  ["revokeUser", ({ sessions }) => sessions.revokeUser("ada")],
  ["list", ({ sessions }) => sessions.list("ada")],
  ...["GET /session", "POST /refresh", "POST /logout", "GET /sessions"].map(
    (endpoint) =>
      [
        endpoint,
        ({ sessions, browser }: App) => {
          const [method = "", path = ""] = endpoint.split(" ");
          return sessions.handle(browser.request({ method, url: `/api/auth${path}` }));
        },
      ] as const,
  ),
  [
    "DELETE /sessions/:id",
    ({ sessions, browser, created }) => {
      const url = `/api/auth/sessions/${created.session.id}`;
      return sessions.handle(browser.request({ method: "DELETE", url }));
    },
  ],
];

const outage = expect.toSatisfy((answer: unknown) => {
  const { status, code } = answer as { status?: unknown; code?: unknown };
  return status === "unavailable" || status === 503 || code === "session_store";
});

describe.each(STRATEGIES)("one deadline for all calls of a request, strategy %s", (strategy) => {
  test.each(CALLS)(
    "%s is an outage after two seconds when the store is silent",
    async (_, call) => {
      const app = await signedIn({ strategy });
      app.clock.advance("20m");
      slow(app.store, "never");
      expect(await timed(() => call(app))).toEqual({ ms: 2_000, answer: outage });
    },
  );

  test.each(CALLS)("%s takes two seconds at most when each call takes 1.9 s", async (_, call) => {
    const app = await signedIn({ strategy });
    app.clock.advance("20m");
    slow(app.store, 1_900);
    const { ms } = await timed(() => call(app));
    expect(ms).toBeGreaterThanOrEqual(1_900);
    expect(ms).toBeLessThanOrEqual(2_000);
  });

  test("a configured timeout is used instead", async () => {
    const app = await signedIn({ strategy, timeout: "5s" });
    slow(app.store, "never");
    const refreshing = () => app.sessions.refresh(app.browser.request({ method: "POST" }));
    expect(await timed(refreshing)).toMatchObject({ ms: 5_000 });
  });

  test("the calls of one request object share it, and another request has its own", async () => {
    const { sessions, browser, store } = await signedIn({ strategy });
    slow(store, "never");
    const request = browser.request();
    const twice = async () => {
      await sessions.resolve(request, { verify: "store" });
      return sessions.resolve(request, { verify: "store" });
    };
    expect(await timed(twice)).toMatchObject({ ms: 2_000, answer: outage });
    const other = () => sessions.resolve(browser.request(), { verify: "store" });
    expect(await timed(other)).toMatchObject({ ms: 2_000, answer: outage });
  });

  test.each(CALLS)("a silent activity log delays %s by 100 ms at most", async (_, call) => {
    const app = await signedIn({ strategy, limit: { perUser: 4 } });
    for (let other = 0; other < 3; other++) await app.sessions.create("ada");
    app.clock.advance("20m");
    app.store.record = () => new Promise(() => undefined);
    const { ms, answer } = await timed(() => call(app));
    // A timer of 0 ms takes one.
    expect(ms).toBeLessThanOrEqual(105);
    expect(answer).not.toEqual(outage);
  });

  test("a silent activity log delays a sign-in that evicts several sessions by 100 ms at most", async () => {
    const { store, sessions, clock } = await signedIn({ strategy });
    for (let other = 0; other < 3; other++) await sessions.create("ada");
    store.record = () => new Promise(() => undefined);
    const limited = createService({ strategy, store, clock, limit: { perUser: 1 } });
    const { ms } = await timed(() => limited.sessions.create("ada"));
    // A timer of 0 ms takes one.
    expect(ms).toBeLessThanOrEqual(105);
    expect(store.size).toBe(1);
  });

  test("an activity log that stays silent is an event", async () => {
    const { sessions, store, types } = await signedIn({ strategy });
    store.record = () => new Promise(() => undefined);
    await timed(() => sessions.create("ada"));
    expect(types().at(-1)).toBe("store_failed");
  });

  test("a store that joins users is held to it, too", async () => {
    const store = joining(createMemoryStore(), (id) => ({ id, name: id, role: "admin" }));
    const app = await signedIn({ strategy, store });
    store.findWithUser = () => new Promise(() => undefined);
    const asking = () => app.sessions.resolve(app.browser.request(), { verify: "store" });
    expect(await timed(asking)).toEqual({ ms: 2_000, answer: outage });
  });

  test("every statement of prune has the whole timeout", async () => {
    const { sessions, store } = await signedIn({ strategy });
    slow(store, 1_900);
    const { ms, answer } = await timed(() => sessions.prune());
    expect(ms).toBeLessThan(7_000);
    expect(answer).toEqual({ sessions: 0, activity: 0, revocations: 0 });
  });
});

describe.each(MODES)("loadUser, mode %s", (mode) => {
  test("is held to the deadline of its request", async () => {
    let silent = false;
    const { sessions, browser } = await signedInTo(mode, {
      loadUser: (id) => (silent ? new Promise(() => undefined) : { id, name: id, role: "admin" }),
    });
    silent = true;
    const refreshing = () => sessions.refresh(browser.request({ method: "POST" }));
    expect(await timed(refreshing)).toEqual({ ms: 2_000, answer: outage });
    expect(await timed(() => sessions.create("ada"))).toEqual({ ms: 2_000, answer: outage });
  });
});

test("a session that others always write first is an outage at the deadline, and one event", async () => {
  const { sessions, browser, clock, store, types } = await signedIn();
  clock.advance("20m");
  store.update = async () => "conflict";
  const refreshing = () => sessions.refresh(browser.request({ method: "POST" }));
  const { ms, answer } = await timed(refreshing);
  expect(ms).toBeLessThanOrEqual(2_000);
  expect(answer).toEqual(outage);
  expect(types().filter((type) => type === "store_failed")).toHaveLength(1);
});

test("a request that is handled for longer gets a new deadline, after a failure only once as much time again has passed", () => {
  const deadlineOf = createRequestDeadlines(2_000);
  const request = createBrowser().request();
  const first = deadlineOf(request);
  vi.advanceTimersByTime(1_999);
  expect(deadlineOf(request)).toBe(first);
  vi.advanceTimersByTime(1);
  const second = deadlineOf(request);
  expect(second).not.toBe(first);
  second.failed = true;
  vi.advanceTimersByTime(3_999);
  expect(deadlineOf(request)).toBe(second);
  vi.advanceTimersByTime(1);
  expect(deadlineOf(request)).not.toBe(second);
  expect(deadlineOf(undefined)).not.toBe(deadlineOf(undefined));
});

test("without a store there is nothing to wait for", async () => {
  const { sessions } = createService();
  expect((await timed(() => sessions.resolve(createBrowser().request()))).ms).toBe(0);
});
