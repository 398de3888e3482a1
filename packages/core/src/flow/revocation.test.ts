import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Browser, createBrowser } from "../../test/browser.ts";
import { createService, type Service, type ServiceOptions } from "../../test/service.ts";
import { ACCESS, copyOf, inAnotherProcess, SESSION, STRATEGIES } from "../../test/signed-in.ts";
import { counted, failing, losingAnswers, silent } from "../../test/store-faults.ts";
import { createMemoryStore } from "../memory.ts";

/** Two processes over one store, and Ada signed in. `near` has read the feed. */
async function twoProcesses(options: ServiceOptions = {}) {
  const store = options.store ?? createMemoryStore();
  const near = inAnotherProcess(() => createService({ ...options, store }));
  const { clock } = near;
  const process = (): Service =>
    inAnotherProcess(() => createService({ clock, ...options, store }));
  const far = process();
  const browser = createBrowser();
  const created = await near.sessions.create("ada", { request: browser.request() });
  browser.obey(created);
  await near.sessions.resolve(browser.request());
  return { near, far, process, store: near.store, browser, created };
}

function resolve(service: Service, browser: Browser, bearer = false) {
  const token = browser.jar.get(ACCESS) as string;
  const headers = { authorization: `Bearer ${token}` };
  return service.sessions.resolve(
    bearer ? createBrowser().request({ headers }) : browser.request(),
  );
}

function advance(ms: number): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(ms);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a revocation by another process", () => {
  test("is enforced within a second, with its reason, and no session is read for it", async () => {
    const counting = counted(createMemoryStore());
    const { near, far, browser, created } = await twoProcesses({ store: counting.store });
    await far.sessions.revoke(created.session.id);
    await advance(1_000);
    counting.calls.length = 0;
    const outcome = await resolve(near, browser, true);
    expect(outcome).toMatchObject({ status: "unauthenticated", reason: "revoked" });
    expect(counting.calls).toEqual(["readRevocations"]);
  });

  test("is read in the background after half a second, so that the next request knows it", async () => {
    const { near, far, browser, created } = await twoProcesses();
    await far.sessions.revoke(created.session.id);
    await advance(499);
    expect((await resolve(near, browser)).status).toBe("authenticated");
    await advance(1);
    expect((await resolve(near, browser)).status).toBe("authenticated");
    await advance(0);
    expect(await resolve(near, browser)).toMatchObject({ reason: "revoked" });
  });

  test("is known to a process that starts after it, before it trusts a token", async () => {
    const { process, far, browser, created } = await twoProcesses();
    await far.sessions.revoke(created.session.id);
    expect(await resolve(process(), browser, true)).toMatchObject({ reason: "revoked" });
  });

  test("does not let a late refusal clear the cookies of a newer sign-in", async () => {
    const { near, far, browser } = await twoProcesses();
    const late = copyOf(browser);
    const post = browser.request({ method: "POST" });
    browser.obey(await far.sessions.create("ada", { request: post }));
    await advance(1_000);
    expect(await resolve(near, late)).toMatchObject({ reason: "revoked", cookies: [] });
  });

  test("costs one read of the feed for all requests that wait for it, and none while it is recent", async () => {
    const counting = counted(createMemoryStore());
    const { near, browser } = await twoProcesses({ store: counting.store });
    await advance(1_000);
    counting.calls.length = 0;
    await Promise.all(Array.from({ length: 50 }, () => resolve(near, browser)));
    expect(counting.calls).toEqual(["readRevocations"]);
    await advance(499);
    for (let request = 0; request < 50; request++) await resolve(near, browser);
    expect(counting.calls).toEqual(["readRevocations"]);
  });

  test("is found behind more entries than one read returns", async () => {
    const { near, far, browser, created } = await twoProcesses();
    for (let index = 0; index < 2_500; index++) await far.sessions.revoke(`other-${index}`);
    await far.sessions.revoke(created.session.id);
    await advance(1_000);
    expect(await resolve(near, browser, true)).toMatchObject({ reason: "revoked" });
  });
});

describe.each(STRATEGIES)("strategy %s", (strategy) => {
  test("a session that another process ended is reported as revoked, not as unknown", async () => {
    const { near, far, browser, created } = await twoProcesses({ strategy });
    await advance(2_000);
    await far.sessions.revoke(created.session.id);
    await advance(1_000);
    expect(await near.sessions.refresh(browser.request({ method: "POST" }))).toMatchObject({
      reason: "revoked",
    });
  });

  test("nothing is deleted and the caller gets the error if publishing fails", async () => {
    const { near, store, created } = await twoProcesses({ strategy });
    failing(store, "publishRevocation");
    const failure = { code: "session_store" };
    await expect(near.sessions.revoke(created.session.id)).rejects.toMatchObject(failure);
    await expect(near.sessions.revokeUser("ada")).rejects.toMatchObject(failure);
    expect(await store.find(created.session.id)).not.toBeNull();
  });

  test("a sign-in right after all sessions of the user were ended stays signed in", async () => {
    const { near, far } = await twoProcesses({ strategy });
    await far.sessions.revokeUser("ada");
    const fresh = createBrowser();
    fresh.obey(await far.sessions.create("ada", { request: fresh.request() }));
    for (let second = 0; second < 20; second++) {
      for (const service of [near, far]) {
        const outcome = await resolve(service, fresh);
        expect(outcome.status).toBe("authenticated");
        fresh.obey(outcome);
      }
      await advance(1_000);
      near.clock.advance("1s");
    }
  });
});

test("what was published is over in all processes even if the deletion fails", async () => {
  const { near, far, store, browser, created } = await twoProcesses();
  failing(store, "delete");
  await expect(far.sessions.revoke(created.session.id)).rejects.toMatchObject({
    code: "session_store",
  });
  await advance(1_000);
  for (const bearer of [true, false])
    expect(await resolve(near, browser, bearer)).toMatchObject({ reason: "revoked" });
});

describe("all sessions of a user", () => {
  test("are over within a second, except the one that stays", async () => {
    const { near, far, browser, created } = await twoProcesses();
    const other = createBrowser();
    other.obey(await far.sessions.create("ada", { request: other.request() }));
    await far.sessions.revokeUser("ada", { except: created.session.id });
    await advance(1_000);
    expect(await resolve(near, other, true)).toMatchObject({ reason: "revoked" });
    expect(await resolve(near, browser, true)).toMatchObject({ status: "authenticated" });
    expect(await resolve(near, browser)).toMatchObject({ status: "authenticated" });
  });

  test("are not trusted any more even if the store cannot name them", async () => {
    const { near, far, store, browser } = await twoProcesses();
    const restore = failing(store, "findByUser");
    await expect(far.sessions.revokeUser("ada")).rejects.toMatchObject({ code: "session_store" });
    restore();
    await advance(1_000);
    expect(await resolve(near, browser, true)).toMatchObject({ verified: "store" });
  });

  test("are over if the answer of the deletion is lost", async () => {
    const { near, far, store, browser } = await twoProcesses();
    losingAnswers(store, "deleteByUser");
    await expect(far.sessions.revokeUser("ada")).rejects.toMatchObject({ code: "session_store" });
    await advance(1_000);
    expect((await resolve(near, browser)).status).toBe("unauthenticated");
  });

  test("are looked up once one process finds that the user is gone", async () => {
    const { near, far, browser } = await twoProcesses();
    const other = createBrowser();
    other.obey(await far.sessions.create("ada", { request: other.request() }));
    near.users.delete("ada");
    far.users.delete("ada");
    await far.sessions.refresh(other.request({ method: "POST" }));
    await advance(1_000);
    expect(await resolve(near, browser)).toMatchObject({ reason: "user_gone" });
  });
});

describe("invalidateClaims", () => {
  function promote({ users }: Service): void {
    users.set("ada", { id: "ada", name: "ADA", role: "owner" });
  }

  test("makes claims current in all processes within a second, and ends no session", async () => {
    const { near, far, browser } = await twoProcesses();
    for (const service of [near, far]) promote(service);
    await far.sessions.invalidateClaims("ada");
    await advance(1_000);
    for (const bearer of [true, false]) {
      const outcome = await resolve(near, browser, bearer);
      expect(outcome.session?.claims).toEqual({ role: "owner" });
      if (!bearer) browser.obey(outcome);
    }
    near.clock.advance("11s");
    const later = await near.sessions.refresh(browser.request({ method: "POST" }));
    browser.obey(later);
    expect(await resolve(near, browser)).toMatchObject({ verified: "token" });
  });

  test("needs a feed where access tokens are used, and says so", async () => {
    const {
      publishRevocation: _,
      readRevocations: __,
      deleteRevocations: ___,
      ...bare
    } = createMemoryStore();
    await expect(
      createService({ store: bare }).sessions.invalidateClaims("ada"),
    ).rejects.toMatchObject({ code: "session_config", option: "store" });
    await createService({ store: bare, strategy: "database" }).sessions.invalidateClaims("ada");
  });
});

describe("a feed that cannot be read", () => {
  test("makes signed checks ask the store, which refuses what was revoked", async () => {
    const { near, far, store, browser, created } = await twoProcesses();
    failing(store, "readRevocations");
    await advance(1_000);
    expect(await resolve(near, browser)).toMatchObject({ verified: "store" });
    await far.sessions.revoke(created.session.id);
    expect((await resolve(near, browser)).status).toBe("unauthenticated");
  });

  test("delays a request by a second at most, and those after it not at all", async () => {
    const { near, store, browser } = await twoProcesses();
    silent(store, "readRevocations");
    await advance(1_000);
    let answered = false;
    const first = resolve(near, browser).then((outcome) => {
      answered = true;
      return outcome;
    });
    await advance(999);
    expect(answered).toBe(false);
    await advance(1);
    expect(await first).toMatchObject({ verified: "store" });
    await advance(2_000);
    expect(await resolve(near, browser)).toMatchObject({ verified: "store" });
  });

  test("is trusted again once it can be read", async () => {
    const { near, store, browser } = await twoProcesses();
    const restore = failing(store, "readRevocations");
    await advance(1_000);
    await resolve(near, browser);
    restore();
    await resolve(near, browser);
    await advance(0);
    expect(await resolve(near, browser)).toMatchObject({ verified: "token" });
  });

  test("that returns what it must not is a failure of the store, never an error of the request", async () => {
    const { near, store, browser } = await twoProcesses();
    store.readRevocations = async () => ({ entries: [{} as never], cursor: "1", more: false });
    await advance(1_000);
    expect(await resolve(near, browser)).toMatchObject({ verified: "store" });
    expect(near.types()).toContain("store_failed");
  });
});

describe("neither feed nor store", () => {
  async function withoutBoth(options: ServiceOptions) {
    const app = await twoProcesses(options);
    failing(app.store, "readRevocations", "find");
    await advance(1_000);
    return app;
  }

  test("is an outage by default: 503 and cookies untouched, with an event", async () => {
    const { near, browser } = await withoutBoth({});
    expect(await resolve(near, browser)).toMatchObject({ status: "unavailable", cookies: [] });
    const events = near.events.filter(({ type }) => type === "session.unverified");
    expect(events).toMatchObject([{ userId: "ada", decision: "refuse" }]);
  });

  test('is trusted until the token expires with whenUnavailable "trust", with an event', async () => {
    const { near, browser } = await withoutBoth({ revocation: { whenUnavailable: "trust" } });
    expect(await resolve(near, browser)).toMatchObject({ verified: "token" });
    const events = near.events.filter(({ type }) => type === "session.unverified");
    expect(events).toMatchObject([{ userId: "ada", decision: "trust" }]);
    near.clock.advance("16m");
    expect(await resolve(near, browser)).toMatchObject({ status: "unavailable" });
  });

  test('is never trusted for what is on the denylist, also with whenUnavailable "trust"', async () => {
    const { near, far, store, browser } = await twoProcesses({
      revocation: { whenUnavailable: "trust" },
    });
    await far.sessions.invalidateClaims("ada");
    await advance(1_000);
    await resolve(near, browser, true);
    failing(store, "readRevocations", "find");
    await advance(1_000);
    expect(await resolve(near, browser, true)).toMatchObject({ status: "unavailable" });
  });
});

test("a token that was issued longer ago than entries are kept is not trusted", async () => {
  const lifetime = { access: "1h", idle: "7d" } as const;
  const store = createMemoryStore();
  const long = inAnotherProcess(() =>
    createService({ store, lifetime: { access: "3h", allowLongAccess: true, idle: "7d" } }),
  );
  const near = inAnotherProcess(() => createService({ store, lifetime, clock: long.clock }));
  const browser = createBrowser();
  browser.obey(await long.sessions.create("ada", { request: browser.request() }));
  expect(await resolve(near, browser, true)).toMatchObject({ verified: "token" });
  long.clock.advance("61m");
  expect(await resolve(near, browser, true)).toMatchObject({ verified: "store" });
});

test.each([
  ["revocation", {}, true],
  ["revocation.pollEvery", { pollEvery: 2 }, false],
  ["revocation.maxStale", { maxStale: 0 }, false],
  ["revocation.whenUnavailable", { whenUnavailable: "never" }, false],
])("the option %s is checked", (option, revocation, isBare) => {
  const {
    publishRevocation: _,
    readRevocations: __,
    deleteRevocations: ___,
    ...bare
  } = createMemoryStore();
  const store = isBare ? bare : createMemoryStore();
  expect(() => createService({ store, revocation: revocation as never })).toThrow(
    expect.objectContaining({ code: "session_config", option }),
  );
});

test("an answer that is late does not set the cookies of a session that another process has ended", async () => {
  const { near, far, browser, created } = await twoProcesses();
  const other = createBrowser();
  near.clock.advance("16m");
  other.obey(await near.sessions.create("bob", { request: other.request() }));
  const outcome = await resolve(near, browser);
  expect(outcome.cookies.map(({ name }) => name)).toContain(SESSION);
  await far.sessions.revoke(created.session.id);
  expect(near.sessions.isCurrent(outcome)).toBe(true);
  await advance(1_000);
  await resolve(near, other);
  expect(near.sessions.isCurrent(outcome)).toBe(false);
});
