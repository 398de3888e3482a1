import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { createService, createStatelessService } from "../../test/service.ts";
import { inAnotherProcess, STRATEGIES, signedIn } from "../../test/signed-in.ts";
import { counted, failing, withoutFeed } from "../../test/store-faults.ts";
import { advance, MONOTONIC, resolve, twoProcesses } from "../../test/two-processes.ts";
import { createMemoryStore } from "../memory.ts";

beforeEach(() => {
  vi.useFakeTimers(MONOTONIC);
});
afterEach(() => {
  vi.useRealTimers();
});

describe.each(STRATEGIES)("the signal of a session, strategy %s", (strategy) => {
  test("is aborted at once with the reason when this process ends the session", async () => {
    const { sessions, created } = await signedIn({ strategy });
    const ended = sessions.watch(created.session);
    expect(ended.aborted).toBe(false);
    await sessions.revoke(created.session.id);
    expect(ended).toMatchObject({ aborted: true, reason: "revoked" });
    expect(sessions.watch(created.session)).toMatchObject({ aborted: true, reason: "revoked" });
  });

  test("is aborted within a second when another process ends the session, without a request", async () => {
    const { near, far, created } = await twoProcesses({ strategy });
    const ended = near.sessions.watch(created.session);
    await advance(5_000);
    await far.sessions.revoke(created.session.id);
    await advance(1_000);
    expect(ended).toMatchObject({ aborted: true, reason: "revoked" });
  });

  test("is aborted for all sessions of a user but the one that stays", async () => {
    const { near, far, created } = await twoProcesses({ strategy });
    const other = await far.sessions.create("ada", { request: createBrowser().request() });
    const [stays, ends] = [created, other].map(({ session }) => near.sessions.watch(session));
    await far.sessions.revokeUser("ada", { except: created.session.id });
    await advance(20_000);
    expect(ends).toMatchObject({ aborted: true, reason: "revoked" });
    expect(stays?.aborted).toBe(false);
  });

  test("is aborted when all sessions of all users end, and not for a later sign-in", async () => {
    const { near, far, created } = await twoProcesses({ strategy });
    const ended = near.sessions.watch(created.session);
    expect(await far.sessions.revokeEveryone()).toBe(1);
    const later = await far.sessions.create("ada", { request: createBrowser().request() });
    const stays = near.sessions.watch(later.session);
    await advance(1_000);
    expect(ended.aborted).toBe(true);
    await advance(20_000);
    expect(stays.aborted).toBe(false);
  });

  test("is aborted ten seconds after a change of credentials, if the claims are made current", async () => {
    let changedAt: Date | null = null;
    const credentialsChangedAt = () => changedAt;
    const { near, far, created } = await twoProcesses({ strategy, credentialsChangedAt });
    const ended = near.sessions.watch(created.session);
    near.clock.advance("1m");
    changedAt = new Date(near.clock());
    await far.sessions.invalidateClaims("ada");
    await advance(9_000);
    near.clock.advance(9);
    await advance(500);
    expect(ended.aborted).toBe(false);
    near.clock.advance(1);
    await advance(1_000);
    expect(ended).toMatchObject({ aborted: true, reason: "credentials_changed" });
  });

  test("is aborted when the session expires, and not if it was extended meanwhile", async () => {
    const { near, far, browser, created } = await twoProcesses({ strategy });
    const signal = near.sessions.watch(created.session);
    near.clock.advance("6d");
    browser.obey(await far.sessions.refresh(browser.request({ method: "POST" })));
    near.clock.advance("2d");
    await advance(1_000);
    expect(signal.aborted).toBe(false);
    near.clock.advance("6d");
    await advance(1_000);
    expect(signal).toMatchObject({ aborted: true, reason: "expired_idle" });
  });

  test("is aborted when the user is gone", async () => {
    const { near, far, created } = await twoProcesses({ strategy });
    const signal = near.sessions.watch(created.session);
    near.users.delete("ada");
    await far.sessions.invalidateClaims("ada");
    await advance(1_000);
    expect(signal).toMatchObject({ aborted: true, reason: "user_gone" });
  });

  test("is not aborted by an outage, and the session is read again afterwards", async () => {
    const { near, far, store, created } = await twoProcesses({ strategy });
    const signal = near.sessions.watch(created.session);
    const restore = failing(store, "find", "readRevocations");
    await advance(60_000);
    near.clock.advance("8d");
    await advance(60_000);
    expect(signal.aborted).toBe(false);
    restore();
    await advance(6_000);
    expect(signal).toMatchObject({ aborted: true, reason: "expired_idle" });
    expect(far.events).not.toContainEqual(expect.objectContaining({ type: "session.revoked" }));
  });

  test("is aborted within half a minute with a store without a feed", async () => {
    const store = withoutFeed(createMemoryStore());
    const { near, far, created } = await twoProcesses({ strategy, store: store as never });
    const signal = near.sessions.watch(created.session);
    await far.sessions.revoke(created.session.id);
    await advance(31_000);
    expect(signal).toMatchObject({ aborted: true, reason: "unknown" });
  });
});

test("the absolute expiry ends a session even if the store cannot be read", async () => {
  const { sessions, store, clock, created } = await signedIn();
  const signal = sessions.watch(created.session);
  failing(store, "find", "readRevocations");
  clock.advance("31d");
  await advance(1_000);
  expect(signal).toMatchObject({ aborted: true, reason: "expired_absolute" });
});

test("without a store, a session ends by a sign-out in this process, or at its expiry", async () => {
  const { sessions, clock } = createStatelessService();
  const browser = createBrowser();
  const first = await sessions.create("ada", { request: browser.request() });
  browser.obey(first);
  const signedOut = sessions.watch(first.session);
  await sessions.signOut(browser.request({ method: "POST" }));
  expect(signedOut).toMatchObject({ aborted: true, reason: "revoked" });
  const second = await sessions.create("ada", { request: createBrowser().request() });
  const expired = sessions.watch(second.session);
  clock.advance("8d");
  await advance(1_000);
  expect(expired).toMatchObject({ aborted: true, reason: "expired_idle" });
});

test("a change of claims is reported, and what the listener throws does not stop the denylist", async () => {
  const { near, far, browser, created } = await twoProcesses();
  const errors: unknown[] = [];
  process.once("uncaughtException", (error) => errors.push(error));
  const signal = near.sessions.watch(created.session, {
    onClaimsChanged() {
      throw new Error("of the application");
    },
  });
  await far.sessions.invalidateClaims("ada");
  await far.sessions.revoke(created.session.id);
  await advance(1_000);
  expect(signal.reason).toBe("revoked");
  expect(await resolve(near, browser)).toMatchObject({ reason: "revoked" });
  expect(errors).toHaveLength(1);
});

test("nothing is read and no timer runs after `until` is aborted or the session has ended", async () => {
  const counting = counted(createMemoryStore());
  const { near, created } = await twoProcesses({ store: counting.store });
  const closed = new AbortController();
  const signal = near.sessions.watch(created.session, { until: closed.signal });
  near.sessions.watch(created.session, { until: AbortSignal.abort() });
  expect(vi.getTimerCount()).toBe(1);
  closed.abort();
  expect(vi.getTimerCount()).toBe(0);
  await near.sessions.revoke(created.session.id);
  expect(signal.aborted).toBe(false);
});

test("fifty watched sessions cost two reads of the feed per second, and no session is read", async () => {
  const counting = counted(createMemoryStore());
  const { near, created } = await twoProcesses({ store: counting.store });
  const signals = Array.from({ length: 50 }, () => near.sessions.watch(created.session));
  await advance(1_000);
  counting.calls.length = 0;
  await advance(10_000);
  expect(new Set(counting.calls)).toEqual(new Set(["readRevocations"]));
  expect(counting.calls.length).toBeLessThanOrEqual(20);
  expect(signals.some(({ aborted }) => aborted)).toBe(false);
});

test("a service of another process that starts later does not end sessions by what was published before", async () => {
  const store = createMemoryStore();
  const first = inAnotherProcess(() => createService({ store, strategy: "database" }));
  await first.sessions.revokeEveryone();
  const later = inAnotherProcess(() =>
    createService({ store, strategy: "database", clock: first.clock }),
  );
  const { session } = await later.sessions.create("ada");
  const signal = later.sessions.watch(session);
  await advance(20_000);
  expect(signal.aborted).toBe(false);
});
