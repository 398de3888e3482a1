import { describe, expect, test } from "vitest";
import { bound } from "../../../test/bound.ts";
import { createService } from "../../../test/service.ts";
import {
  ACCESS,
  authenticated,
  copyOf,
  inAnotherProcess,
  MODES,
  type Mode,
  SESSION,
  signedInTo,
} from "../../../test/signed-in.ts";
import type { StoredSessions } from "../../index.ts";

type App = Awaited<ReturnType<typeof signedInTo>>;

const post = ({ browser }: App) => browser.request({ method: "POST" });

/** What makes the cookies of an implicit refresh untrue, and whether they must still be there without a store. */
const LATER: readonly (readonly [string, (app: App) => Promise<unknown>, readonly Mode[]])[] = [
  ["a sign-out", (app) => app.sessions.signOut(post(app)), MODES],
  ["a sign-in over it", (app) => app.sessions.create("bob", { request: post(app) }), MODES],
  [
    "a revocation",
    async ({ sessions, created }) => {
      await (sessions as unknown as StoredSessions).revoke(created.session.id);
      return { cookies: [] };
    },
    ["jwt", "database"],
  ],
  [
    "a step-up",
    (app) => app.sessions.renew(app.created.session, { request: post(app), authenticated: true }),
    MODES,
  ],
  ["an update", (app) => app.sessions.update(app.created.session, { a: 1 }, post(app)), MODES],
  [
    "an update without the request",
    (app) => app.sessions.update(app.created.session, { a: 1 }),
    MODES,
  ],
];

/** A refresh is due, in every mode. */
async function due(mode: Mode): Promise<App> {
  const app = await signedInTo(mode, mode === "database" ? { rotateEvery: "10m" } : {});
  app.clock.advance("16m");
  return app;
}

describe.each(MODES)("the cookies of an implicit refresh, mode %s", (mode) => {
  test("are current while nothing else happens", async () => {
    const { sessions, browser } = await due(mode);
    const outcome = await sessions.resolve(browser.request());
    expect(outcome.cookies).not.toEqual([]);
    expect(sessions.isCurrent(outcome)).toBe(true);
  });

  test.each(LATER.filter(([, , modes]) => modes.includes(mode)))(
    "are no longer current after %s",
    async (_, change) => {
      const app = await due(mode);
      const outcome = await app.sessions.resolve(app.browser.request());
      await change(app);
      expect(app.sessions.isCurrent(outcome)).toBe(false);
    },
  );

  test.each(LATER.filter(([, , modes]) => modes.includes(mode)))(
    "do not leave with a slow answer after %s: the newer cookies stay",
    async (_, change) => {
      const app = await due(mode);
      const slow = bound(app.sessions, app.browser);
      expect((await slow.resolve()).status).toBe("authenticated");
      expect(slow.changes).not.toEqual([]);
      app.browser.obey((await change(app)) as never);
      const newer = new Map(app.browser.jar);
      expect(slow.changes).toEqual([]);
      app.browser.obey({ cookies: slow.changes });
      expect(app.browser.jar).toEqual(newer);
    },
  );

  test("of a refresh that is still running when the change is made are dropped, too", async () => {
    const app = await due(mode);
    const { sessions, browser, created } = app;
    const slow = bound(sessions, browser);
    const resolving = slow.resolve();
    const renewing = sessions.renew(created.session, { request: post(app), authenticated: true });
    await resolving;
    browser.obey(await renewing);
    browser.obey({ cookies: slow.changes });
    const outcome = authenticated(await sessions.resolve(browser.request(), { verify: "store" }));
    expect(sessions.isFresh(outcome.session, "5m")).toBe(true);
  });

  test("and their loss signs no user out", async () => {
    for (const [, change] of LATER.slice(3)) {
      const app = await due(mode);
      await app.sessions.resolve(app.browser.request());
      app.browser.obey((await change(app)) as never);
      app.clock.advance("20m");
      expect((await app.refresh()).status).toBe("authenticated");
    }
  });
});

describe.each(MODES)("the cookies of an explicit change, mode %s", (mode) => {
  test.each(["renew", "update"] as const)(
    "are current until the session ends: %s",
    async (verb) => {
      const app = await due(mode);
      const { sessions, created } = app;
      const change = () =>
        verb === "renew"
          ? sessions.renew(created.session, { request: post(app) })
          : sessions.update(created.session, { a: 1 }, post(app));
      const outcome = await change();
      for (const [, later] of LATER.slice(3)) {
        await later(app);
        expect(sessions.isCurrent(outcome)).toBe(true);
      }
    },
  );

  test.each(LATER.slice(0, 3).filter(([, , modes]) => modes.includes(mode)))(
    "do not leave with a slow answer after %s: the newer cookies stay",
    async (_, end) => {
      const app = await due(mode);
      const slow = bound(app.sessions, app.browser, { method: "POST" });
      const outcome = await app.sessions.update(app.created.session, { a: 1 }, slow);
      await slow.commit("updateSession", outcome.cookies, outcome);
      expect(slow.changes).not.toEqual([]);
      app.browser.obey((await end(app)) as never);
      const newer = new Map(app.browser.jar);
      app.browser.obey({ cookies: slow.changes });
      expect(app.browser.jar).toEqual(newer);
    },
  );

  test("of a sign-in are current until the session ends", async () => {
    const { sessions, created } = await due(mode);
    await sessions.update(created.session, { a: 1 });
    expect(sessions.isCurrent(created)).toBe(true);
  });
});

describe("a position that moved on", () => {
  test("in this process drops the cookies of an answer from before it", async () => {
    const { sessions, browser, clock } = await signedInTo("jwt");
    clock.advance("16m");
    const slow = await sessions.resolve(browser.request());
    const tab = copyOf(browser);
    tab.obey(slow);
    clock.advance("16m");
    const next = await sessions.resolve(tab.request());
    expect(next.cookies.map(({ name }) => name)).toEqual([ACCESS, SESSION]);
    expect(sessions.isCurrent(slow)).toBe(false);
    expect(sessions.isCurrent(next)).toBe(true);
  });

  test("to the same successor by a converging tab keeps both answers current", async () => {
    const { sessions, browser, clock } = await signedInTo("jwt");
    clock.advance("16m");
    const first = await sessions.resolve(browser.request());
    const second = await sessions.resolve(browser.request());
    expect(sessions.isCurrent(first) && sessions.isCurrent(second)).toBe(true);
  });

  test("in another process is not known to this one", async () => {
    const { sessions, browser, clock, store } = await signedInTo("jwt");
    clock.advance("16m");
    const slow = await sessions.resolve(browser.request());
    const other = inAnotherProcess(() =>
      createService({ store: store ?? undefined, clock } as never),
    );
    const tab = copyOf(browser);
    tab.obey(slow);
    clock.advance("16m");
    await other.sessions.resolve(tab.request());
    expect(sessions.isCurrent(slow)).toBe(true);
  });
});

test("a change that a request makes after its own refresh takes both along", async () => {
  const { sessions, browser, clock, created } = await signedInTo("jwt");
  clock.advance("16m");
  const request = bound(sessions, browser, { method: "POST" });
  await request.resolve();
  const outcome = await sessions.update(created.session, { theme: "dark" }, request);
  await request.commit("updateSession", outcome.cookies, outcome);
  browser.obey({ cookies: request.changes });
  expect(request.changes.map(({ name }) => name)).toEqual([ACCESS, SESSION]);
  clock.advance("20m");
  const after = await sessions.refresh(browser.request({ method: "POST" }));
  expect(after.session?.data).toEqual({ theme: "dark" });
});

test("a sign-out after the request's own refresh clears what the refresh would have set", async () => {
  const { sessions, browser, clock } = await signedInTo("jwt");
  clock.advance("16m");
  const request = bound(sessions, browser, { method: "POST" });
  await request.resolve();
  const { cookies, revoked } = await sessions.signOut(request);
  await request.commit("revokeSession", cookies, await sessions.resolve(request));
  expect(revoked).toBe(1);
  browser.obey({ cookies: request.changes });
  expect(browser.jar.size).toBe(0);
});
