import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { createService } from "../../test/service.ts";
import { copyOf, inAnotherProcess, SESSION, STRATEGIES } from "../../test/signed-in.ts";
import { counted, failing, losingAnswers } from "../../test/store-faults.ts";
import { advance, MONOTONIC, resolve, twoProcesses } from "../../test/two-processes.ts";
import { createMemoryStore } from "../memory.ts";

beforeEach(() => {
  vi.useFakeTimers(MONOTONIC);
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

describe("the end of an actor's session by another process", () => {
  test.each([
    ["revoke", (sessions: Sessions, id: string) => sessions.revoke(id)],
    ["revokeUser", (sessions: Sessions) => sessions.revokeUser("ada")],
    ["revokeEveryone", (sessions: Sessions) => sessions.revokeEveryone()],
  ])("ends the impersonation within a second: %s", async (_, end) => {
    const { near, far, browser, created } = await twoProcesses();
    const started = await near.sessions.impersonate(browser.request(), "bob", { reason: "A test" });
    browser.obey(started);
    expect((await resolve(near, browser, true)).session).toMatchObject({ userId: "bob" });
    const signal = near.sessions.watch(started.session as NonNullable<typeof started.session>);
    await end(far.sessions, created.session.id);
    await advance(1_000);
    expect((await resolve(near, browser, true)).status).toBe("unauthenticated");
    await advance(500);
    expect(signal.aborted).toBe(true);
  });
});

type Sessions = ReturnType<typeof createService>["sessions"];
