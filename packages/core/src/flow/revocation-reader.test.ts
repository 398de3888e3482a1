import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ServiceOptions } from "../../test/service.ts";
import { counted, failing, silent } from "../../test/store-faults.ts";
import { advance, MONOTONIC, resolve, twoProcesses } from "../../test/two-processes.ts";
import { createMemoryStore } from "../memory.ts";

beforeEach(() => {
  vi.useFakeTimers(MONOTONIC);
});
afterEach(() => {
  vi.useRealTimers();
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

describe("a store that signals new entries", () => {
  /** `near` has read the feed, and reads it again only after a signal. */
  async function signalled() {
    const listeners = new Set<() => void>();
    const onRevocation = (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    };
    const counting = counted(Object.assign(createMemoryStore(), { onRevocation }));
    const processes = await twoProcesses({ store: counting.store });
    const signal = () => {
      for (const listener of listeners) listener();
    };
    return { ...processes, calls: counting.calls, signal };
  }

  test("makes a process refuse a revoked session at once", async () => {
    const { near, far, browser, created, signal } = await signalled();
    await far.sessions.revoke(created.session.id);
    expect((await resolve(near, browser)).status).toBe("authenticated");
    signal();
    await advance(0);
    expect(await resolve(near, browser)).toMatchObject({ reason: "revoked" });
  });

  test("costs at most two reads per process, however many signals come during a read", async () => {
    const { calls, signal } = await signalled();
    calls.length = 0;
    for (let entry = 0; entry < 100; entry++) signal();
    await advance(0);
    // Two processes.
    expect(calls.filter((call) => call === "readRevocations")).toHaveLength(4);
  });
});
