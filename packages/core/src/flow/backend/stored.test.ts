import { afterEach, describe, expect, test, vi } from "vitest";
import { createBrowser } from "../../../test/browser.ts";
import { createService } from "../../../test/service.ts";
import { STRATEGIES, signedIn } from "../../../test/signed-in.ts";
import { failing, losingAnswers, silent } from "../../../test/store-faults.ts";
import type { JsonObject } from "../../base/json.ts";
import { createMemoryStore } from "../../memory.ts";

afterEach(() => {
  vi.useRealTimers();
});

const flush = () => new Promise<void>((done) => setImmediate(done));

describe.each(STRATEGIES)("changes at once, strategy %s", (strategy) => {
  const files = (data: JsonObject | undefined) => (data?.files ?? []) as readonly number[];

  test("sixteen updates of one session all take effect, by function and with the request", async () => {
    const { sessions, browser, created, resolve, events } = await signedIn({ strategy });
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        sessions.update(
          created.session,
          (data) => ({ ...data, files: [...files(data), index] }),
          browser.request({ method: "POST" }),
        ),
      ),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(Array(16).fill("authenticated"));
    for (const outcome of outcomes) browser.obey(outcome);
    const { session } = await sessions.update(created.session.id, {});
    expect([...files(session?.data)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 16 }, (_, index) => index),
    );
    expect((await resolve()).status).toBe("authenticated");
    expect(events.some(({ type }) => type === "session.store_failed")).toBe(false);
  });

  test("sixteen updates that merge members all take effect, by id and by session", async () => {
    const { sessions, created } = await signedIn({ strategy });
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        sessions.update(index % 2 ? created.session : created.session.id, { [`m${index}`]: index }),
      ),
    );
    expect(outcomes.every(({ status }) => status === "authenticated")).toBe(true);
    const { session } = await sessions.update(created.session.id, {});
    expect(Object.keys(session?.data ?? {})).toHaveLength(16);
  });

  test("updates, renewals and refreshes at once are all signed in, and every update takes effect", async () => {
    const { sessions, browser, created, clock, store, events } = await signedIn({ strategy });
    clock.advance("20m");
    const request = () => browser.request({ method: "POST" });
    const outcomes = await Promise.all(
      Array.from({ length: 15 }, (_, index) => {
        if (index % 3 === 0) return sessions.refresh(request());
        if (index % 3 === 1) return sessions.renew(created.session, { request: request() });
        return sessions.update(created.session, { [`m${index}`]: index }, request());
      }),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(Array(15).fill("authenticated"));
    const record = await store.find(created.session.id);
    expect(Object.keys(record?.data ?? {})).toHaveLength(5);
    expect(events.some(({ type }) => type === "session.reused")).toBe(false);
    for (const outcome of outcomes) {
      const one = createBrowser();
      for (const [name, value] of browser.jar) one.jar.set(name, value);
      one.obey(outcome);
      expect((await sessions.refresh(one.request({ method: "POST" }))).status).toBe(
        "authenticated",
      );
    }
  });

  test("a function is called with the data of the record, and what it returns is the whole data", async () => {
    const { sessions, created } = await signedIn({ strategy }, { data: { a: 1, b: 2 } });
    const outcome = await sessions.update(created.session, ({ a }) => ({ a: Number(a) + 1 }));
    expect(outcome.session?.data).toEqual({ a: 2 });
  });

  test.each([
    ["a promise", async () => ({})],
    ["nothing", () => undefined],
    ["a list", () => []],
    ["a Date inside", () => ({ at: new Date(0) })],
    ["a NUL inside", () => ({ theme: "\u0000" })],
    ["a lone surrogate inside", () => ({ theme: "\ud800" })],
    ["a secret inside", () => ({ apiKey: "x" })],
    ["more than 4 KiB", () => ({ text: "x".repeat(5_000) })],
  ])("a function that returns %s is refused, and nothing is written", async (_, change) => {
    const { sessions, created, store, browser } = await signedIn({ strategy });
    const before = await store.find(created.session.id);
    for (const request of [undefined, browser.request({ method: "POST" })])
      await expect(
        sessions.update(created.session, change as never, request),
      ).rejects.toMatchObject({ option: expect.stringMatching(/^data/) });
    expect(await store.find(created.session.id)).toEqual(before);
  });

  test("what a function throws is passed on, and nothing is written", async () => {
    const { sessions, created, store } = await signedIn({ strategy });
    const before = await store.find(created.session.id);
    const change = () => {
      throw new RangeError("too many files");
    };
    await expect(sessions.update(created.session, change)).rejects.toThrow(RangeError);
    expect(await store.find(created.session.id)).toEqual(before);
  });
});

describe.each(STRATEGIES)("a sign-in whose outcome is unknown, strategy %s", (strategy) => {
  test.each(["insert", "update"] as const)(
    "because the answer of %s was lost, leaves nothing",
    async (verb) => {
      const { sessions, store } = createService({ strategy });
      const restore = losingAnswers(store, verb);
      await expect(sessions.create("ada")).rejects.toMatchObject({ code: "session_store" });
      await flush();
      restore();
      expect(store.size).toBe(0);
    },
  );

  test("ends by itself within a minute if it cannot be removed, is not listed and counts against no limit", async () => {
    for (const policy of ["evict-oldest", "refuse"] as const) {
      const store = createMemoryStore();
      const { sessions, clock } = createService({
        strategy,
        store,
        limit: { perUser: 1, policy },
      });
      const restore = [losingAnswers(store, "insert"), failing(store, "delete")];
      for (let round = 0; round < 3; round++)
        await expect(sessions.create("ada")).rejects.toMatchObject({ code: "session_store" });
      await flush();
      for (const one of restore) one();
      expect(store.size).toBe(3);
      expect(await sessions.list("ada")).toEqual([]);
      const { session } = await sessions.create("ada");
      expect((await sessions.list("ada")).map(({ id }) => id)).toEqual([session.id]);
      clock.advance("1m");
      expect((await store.findByUser("ada", new Date(clock()))).map(({ id }) => id)).toEqual([
        session.id,
      ]);
    }
  });

  test("because the store does it later, evicts no living device and refuses no later sign-in", async () => {
    vi.useFakeTimers();
    const store = createMemoryStore();
    const { sessions } = createService({ strategy, store, limit: { perUser: 1 } });
    const living = await sessions.create("ada");
    const catchUp = silent(store, "insert");
    const late = expect(sessions.create("ada")).rejects.toMatchObject({ code: "session_store" });
    await vi.advanceTimersByTimeAsync(2_000);
    await late;
    await catchUp();
    expect((await sessions.list("ada")).map(({ id }) => id)).toEqual([living.session.id]);
    expect(await store.find(living.session.id)).not.toBeNull();
  });
});

describe.each(STRATEGIES)("a sign-in over a living session, strategy %s", (strategy) => {
  test.each(["insert", "update"] as const)(
    "that fails at %s ends nothing: the browser is still signed in",
    async (verb) => {
      const { sessions, browser, store, resolve, created } = await signedIn({ strategy });
      const restore = failing(store, verb);
      await expect(
        sessions.create("bob", { request: browser.request({ method: "POST" }) }),
      ).rejects.toMatchObject({ code: "session_store" });
      restore();
      await flush();
      expect((await resolve()).session?.id).toBe(created.session.id);
      expect(store.size).toBe(1);
    },
  );

  test("is certain once its record is confirmed: a failure to end the older one does not undo it", async () => {
    const { sessions, browser, store } = await signedIn({ strategy });
    const old = browser.request({ method: "POST" });
    const restore = failing(store, "delete");
    const outcome = await sessions.create("bob", { request: old });
    restore();
    browser.obey(outcome);
    expect((await sessions.resolve(browser.request())).session?.userId).toBe("bob");
    expect((await sessions.resolve(old)).status).toBe("unauthenticated");
  });

  test("that is refused by a limit ends nothing", async () => {
    const { sessions, browser, resolve, created } = await signedIn({
      strategy,
      limit: { perUser: 1, policy: "refuse" },
    });
    await sessions.create("bob");
    await expect(
      sessions.create("bob", { request: browser.request({ method: "POST" }) }),
    ).rejects.toMatchObject({ code: "session_limit" });
    expect((await resolve()).session?.id).toBe(created.session.id);
  });
});
