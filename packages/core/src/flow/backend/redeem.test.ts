import { afterEach, describe, expect, test, vi } from "vitest";
import { createService, type ServiceOptions } from "../../../test/service.ts";
import { copyOf, inAnotherProcess, STRATEGIES, signedIn } from "../../../test/signed-in.ts";
import { losingAnswers, silent } from "../../../test/store-faults.ts";
import type { SessionRecord } from "../../store/session-store.ts";

afterEach(() => {
  vi.useRealTimers();
});

const HOUR = 3_600_000;
/** Rotation in both strategies, with the grace period of two minutes. */
const rotating = (strategy: "jwt" | "database"): ServiceOptions => ({
  strategy,
  grace: "2m",
  ...(strategy === "database" ? { rotateEvery: "10m" } : {}),
});

describe.each(STRATEGIES)("what a client meets, strategy %s", (strategy) => {
  test("a browser that is killed 2 s after a rotation and starts again with older cookies is signed in", async () => {
    for (const used of ["2s", "10s"] as const) {
      const { browser, refresh, resolve, clock, types } = await signedIn(rotating(strategy));
      clock.advance("20m");
      const onDisk = copyOf(browser);
      await refresh();
      clock.advance(used);
      await refresh();
      await resolve(browser, { verify: "store" });
      clock.advance("5m");
      expect((await refresh(onDisk)).status).toBe("authenticated");
      expect(types()).not.toContain("reused");
      clock.advance("20m");
      expect((await refresh(onDisk)).status).toBe("authenticated");
    }
  });

  test("a thief's token is reuse once the owner's successor has settled, and a prefetch finds it, too", async () => {
    for (const prefetch of [false, true]) {
      const { sessions, browser, refresh, clock, types, store } = await signedIn(
        rotating(strategy),
      );
      clock.advance("20m");
      const thief = copyOf(browser);
      for (const pause of ["1s", "100s", "121s"] as const) {
        await refresh();
        clock.advance(pause);
      }
      thief.jar.delete("__Host-access");
      const outcome = await sessions.resolve(thief.request({ prefetch }));
      expect(outcome).toMatchObject({ status: "unauthenticated", reason: "reused" });
      expect(store.size).toBe(0);
      expect(types().at(-1)).toBe("reused");
    }
  });

  test("a converging tab is an event that says whether it is elsewhere", async () => {
    const { sessions, browser, clock, events, refresh } = await signedIn(rotating(strategy));
    clock.advance("20m");
    const late = copyOf(browser);
    await refresh();
    const from = async (headers: object, address: string) => {
      await sessions.refresh(late.request({ method: "POST", headers: { ...headers }, address }));
      return events.at(-1);
    };
    expect(await from({}, "192.0.2.99")).toMatchObject({
      type: "session.converged",
      elsewhere: false,
    });
    expect(await from({}, "198.51.100.1")).toMatchObject({ elsewhere: true });
    expect(await from({ "user-agent": "curl/8" }, "192.0.2.7")).toMatchObject({ elsewhere: true });
  });
});

describe.each(STRATEGIES)("a renewal whose answer does not arrive, strategy %s", (strategy) => {
  const fresh = (app: Awaited<ReturnType<typeof signedIn>>, outcome: { session: unknown }) =>
    app.sessions.isFresh(outcome.session as never, "10m");

  const losses: readonly (readonly [
    string,
    (app: Awaited<ReturnType<typeof signedIn>>) => unknown,
  ])[] = [
    [
      "because it was lost on the way",
      ({ sessions, created, browser }) =>
        sessions.renew(created.session, {
          request: browser.request({ method: "POST" }),
          authenticated: true,
        }),
    ],
    [
      "because the store's own answer was lost",
      async ({ sessions, created, browser, store }) => {
        const restore = losingAnswers(store, "update");
        const request = browser.request({ method: "POST" });
        const renewing = sessions.renew(created.session, { request, authenticated: true });
        expect(await renewing).toMatchObject({ status: "unavailable", cookies: [] });
        restore();
      },
    ],
    [
      "because the store did it after the deadline",
      async ({ sessions, browser, store, created }) => {
        vi.useFakeTimers();
        const catchUp = silent(store, "update");
        const request = browser.request({ method: "POST" });
        const renewing = sessions.renew(created.session, { request, authenticated: true });
        await vi.advanceTimersByTimeAsync(2_000);
        vi.useRealTimers();
        expect(await renewing).toMatchObject({ status: "unavailable", cookies: [] });
        await catchUp();
      },
    ],
    [
      "because an older answer overwrote it",
      async ({ sessions, created, browser }) => {
        const older = copyOf(browser);
        older.obey(await sessions.refresh(browser.request({ method: "POST" })));
        const request = browser.request({ method: "POST" });
        browser.obey(await sessions.renew(created.session, { request, authenticated: true }));
        for (const [name, value] of older.jar) browser.jar.set(name, value);
      },
    ],
    [
      "because the store was restored to before it",
      async ({ sessions, created, browser, store }) => {
        const backup = (await store.find(created.session.id)) as SessionRecord;
        const request = browser.request({ method: "POST" });
        await sessions.renew(created.session, { request, authenticated: true });
        await store.delete(backup.id);
        await store.insert(backup);
      },
    ],
  ];

  test.each(losses)("%s signs no user out, and no token reaches its freshness", async (_, lose) => {
    for (const pauses of [["1s", "30s", "3m"], ["3m", "20m"], ["30m"]] as const) {
      const app = await signedIn(rotating(strategy));
      app.clock.advance("20m");
      await app.refresh();
      await lose(app);
      for (const pause of pauses) {
        app.clock.advance(pause);
        for (const outcome of [
          await app.resolve(app.browser, { verify: "store" }),
          await app.refresh(),
        ]) {
          expect(outcome.status).toBe("authenticated");
          expect(fresh(app, outcome)).toBe(false);
        }
      }
      expect(app.types()).not.toContain("reused");
    }
  });
});

describe("time", () => {
  test.each(STRATEGIES)(
    "an idle lifetime of twelve hours means twelve hours after each use, strategy %s",
    async (strategy) => {
      const { clock, resolve, created } = await signedIn({ strategy, lifetime: { idle: "12h" } });
      const start = created.session.createdAt;
      for (const hours of [5.4, 12, 23.9, 35.8]) {
        clock.set(start + hours * HOUR);
        expect((await resolve()).status).toBe("authenticated");
      }
      clock.set(start + 35.8 * HOUR + 12 * HOUR);
      expect(await resolve()).toMatchObject({ reason: "expired_idle" });
    },
  );

  test.each(STRATEGIES)(
    "with a short idle lifetime, the end moves by a twentieth of it, strategy %s",
    async (strategy) => {
      const lifetime = { access: "1m", idle: "20m" } as const;
      const { clock, resolve } = await signedIn({ strategy, lifetime });
      for (let use = 0; use < 10; use++) {
        clock.advance("18m");
        expect((await resolve()).status).toBe("authenticated");
      }
    },
  );

  test.each(STRATEGIES)(
    "processes whose clocks differ by an hour sign no user out, and an event says so, strategy %s",
    async (strategy) => {
      const ahead = await signedIn(rotating(strategy));
      const { store, browser, clock } = ahead;
      const behind = inAnotherProcess(() =>
        createService({ ...rotating(strategy), store, clock: () => clock() - HOUR }),
      );
      clock.advance("20m");
      await ahead.refresh();
      for (let round = 0; round < 20; round++) {
        clock.advance("1m");
        const { sessions } = round % 2 ? behind : ahead;
        const outcome = await sessions.refresh(browser.request({ method: "POST" }));
        expect(outcome.status).toBe("authenticated");
        browser.obey(outcome);
      }
      expect(behind.types()).toContain("clock_skewed");
      expect(ahead.types()).not.toContain("clock_skewed");
    },
  );

  test.each(STRATEGIES)("clocks that differ by 5 s are no event, strategy %s", async (strategy) => {
    const { store, browser, clock } = await signedIn(rotating(strategy));
    const behind = inAnotherProcess(() =>
      createService({ ...rotating(strategy), store, clock: () => clock() - 5_000 }),
    );
    await behind.sessions.refresh(browser.request({ method: "POST" }));
    expect(behind.types()).not.toContain("clock_skewed");
  });

  test.each(STRATEGIES)(
    "a restored backup from before the last extension signs no user out whose token was rotated since, strategy %s",
    async (strategy) => {
      const { store, clock, refresh, created, types } = await signedIn(rotating(strategy));
      const backup = (await store.find(created.session.id)) as SessionRecord;
      clock.advance("6d");
      await refresh();
      clock.advance("2d");
      await store.delete(backup.id);
      await store.insert(backup);
      expect((await refresh()).status).toBe("authenticated");
      expect(types().at(-1)).toBe("healed");
      clock.advance("6d");
      expect((await refresh()).status).toBe("authenticated");
    },
  );

  test.each(STRATEGIES)("no extension moves the absolute expiry, strategy %s", async (strategy) => {
    const { clock, refresh, resolve, created, store } = await signedIn(rotating(strategy));
    for (let day = 0; day < 29; day++) {
      clock.advance("1d");
      const outcome = day % 2 ? await refresh() : await resolve();
      expect(outcome.session?.absoluteExpiresAt).toBe(created.session.absoluteExpiresAt);
    }
    const record = await store.find(created.session.id);
    expect(record?.idleExpiresAt.getTime()).toBe(created.session.absoluteExpiresAt);
    clock.advance("1d");
    expect(await refresh()).toMatchObject({ reason: "expired_absolute" });
  });
});
