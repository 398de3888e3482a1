import { afterEach, describe, expect, test, vi } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { createService, OLDER_SECRET, SECRET } from "../../test/service.ts";
import { createMemoryStore } from "../memory.ts";
import type { Outcome } from "../session/outcome.ts";

afterEach(() => {
  vi.useRealTimers();
});

async function signedIn(options: Parameters<typeof createService>[0] = {}) {
  const service = createService(options);
  const browser = createBrowser();
  const created = await service.sessions.create("ada", { request: browser.request() });
  browser.obey(created);
  const refresh = async (from = browser): Promise<Outcome> => {
    const outcome = await service.sessions.refresh(from.request({ method: "POST" }));
    from.obey(outcome);
    return outcome;
  };
  const copy = (): typeof browser => {
    const other = createBrowser();
    for (const [name, value] of browser.jar) other.jar.set(name, value);
    return other;
  };
  const token = (): string => browser.jar.get("__Host-session") as string;
  return { ...service, browser, created, refresh, copy, token };
}

describe("a refresh", () => {
  test("keeps a token that has just been issued, and signs a new access token", async () => {
    const { refresh, clock, token, types } = await signedIn();
    const before = token();
    clock.advance("29s");
    expect((await refresh()).status).toBe("authenticated");
    expect(token()).toBe(before);
    expect(types()).toEqual(["created"]);
  });

  test("rotates an older token, and extends the idle expiry but not the absolute one", async () => {
    const { refresh, clock, token, types, created } = await signedIn();
    const before = token();
    clock.advance("1d");
    const outcome = await refresh();
    expect(token()).not.toBe(before);
    expect(types()).toEqual(["created", "rotated"]);
    expect(outcome.session?.expiresAt).toBe(created.session.expiresAt + 86_400_000);
    expect(outcome.session?.absoluteExpiresAt).toBe(created.session.absoluteExpiresAt);
  });

  test("answers a late tab with the same successor as the first one, without a write", async () => {
    const { refresh, clock, copy, token, store, created, types } = await signedIn();
    const late = copy();
    clock.advance("15m");
    await refresh();
    const version = (await store.find(created.session.id))?.version;
    clock.advance("30s");
    const outcome = await refresh(late);
    expect(outcome.status).toBe("authenticated");
    expect(late.jar.get("__Host-session")).toBe(token());
    expect((await store.find(created.session.id))?.version).toBe(version);
    expect(types()).toEqual(["created", "rotated", "converged"]);
  });

  test("answers a token whose successor was lost with a new branch, to which the lost one converges", async () => {
    const { refresh, clock, copy, types, browser } = await signedIn();
    const lost = copy();
    clock.advance("15m");
    await refresh(lost);
    clock.advance("20m");
    expect((await refresh()).status).toBe("authenticated");
    expect(types().at(-1)).toBe("branched");
    clock.advance("10s");
    expect((await refresh(lost)).status).toBe("authenticated");
    expect(types().at(-1)).toBe("converged");
    expect(lost.jar.get("__Host-session")).toBe(browser.jar.get("__Host-session"));
  });

  test("accepts an old token whose successor was presented once: its cookies may not have reached the disk", async () => {
    const { refresh, clock, copy, types } = await signedIn();
    const onDisk = copy();
    clock.advance("15m");
    await refresh();
    clock.advance("1s");
    await refresh();
    clock.advance("5m");
    expect((await refresh(onDisk)).status).toBe("authenticated");
    expect(types().at(-1)).toBe("branched");
  });

  test("ends the session for an old token whose successor has settled", async () => {
    const { refresh, clock, copy, store, types } = await signedIn();
    const thief = copy();
    clock.advance("15m");
    await refresh();
    clock.advance("20s");
    await refresh();
    clock.advance("55s");
    await refresh();
    clock.advance("31s");
    expect(await refresh(thief)).toMatchObject({ status: "unauthenticated", reason: "reused" });
    expect(store.size).toBe(0);
    expect(types().at(-1)).toBe("reused");
  });

  test("ends the session for a token two generations old, or every session of the user by policy", async () => {
    const { sessions, refresh, clock, copy, store } = await signedIn({ onReuse: "user" });
    await sessions.create("ada");
    await sessions.create("bob");
    const thief = copy();
    for (let round = 0; round < 2; round++) {
      clock.advance("15m");
      await refresh();
    }
    expect(await refresh(thief)).toMatchObject({ reason: "reused" });
    expect((await store.findByUser("ada", new Date(clock()))).length).toBe(0);
    expect((await store.findByUser("bob", new Date(clock()))).length).toBe(1);
  });

  test("continues from a token ahead of its record, because the store has lost writes", async () => {
    const { refresh, clock, token, store, created, types } = await signedIn();
    const backup = await store.find(created.session.id);
    for (let round = 0; round < 3; round++) {
      clock.advance("15m");
      await refresh();
    }
    await store.delete(created.session.id);
    if (backup) await store.insert(backup);
    const before = token();
    expect((await refresh()).status).toBe("authenticated");
    expect(token()).toBe(before);
    expect(types().at(-1)).toBe("healed");
    clock.advance("15m");
    expect((await refresh()).status).toBe("authenticated");
    expect(types().at(-1)).toBe("rotated");
  });

  test("rotates once for 64 concurrent refreshes, which all get the same session token", async () => {
    const { sessions, clock, browser, types } = await signedIn();
    clock.advance("15m");
    const request = browser.request({ method: "POST" });
    const outcomes = await Promise.all(Array.from({ length: 64 }, () => sessions.refresh(request)));
    expect(outcomes.every((outcome) => outcome.status === "authenticated")).toBe(true);
    expect(
      new Set(
        outcomes.map(
          (outcome) => outcome.status === "authenticated" && outcome.tokens?.sessionToken,
        ),
      ).size,
    ).toBe(1);
    expect(types().filter((type) => type === "rotated").length).toBe(1);
  });

  test("accepts a token of an older secret, and writes it again under the newest one", async () => {
    const store = createMemoryStore();
    const { refresh, browser, clock } = await signedIn({ store, secret: OLDER_SECRET });
    const moved = createService({ store, secret: [SECRET, OLDER_SECRET], clock });
    const outcome = await moved.sessions.refresh(browser.request({ method: "POST" }));
    expect(outcome.status).toBe("authenticated");
    const gone = createService({ store, secret: SECRET, clock });
    expect(await gone.sessions.refresh(browser.request({ method: "POST" }))).toMatchObject({
      reason: "malformed",
    });
    expect((await refresh()).status).toBe("authenticated");
  });
});

describe("a refresh is refused", () => {
  test("after idle and absolute expiry, each with its own reason, and clears the cookies", async () => {
    const idle = await signedIn();
    idle.clock.advance("7d");
    expect(await idle.refresh()).toMatchObject({ reason: "expired_idle" });
    expect(idle.browser.jar.size).toBe(0);

    const absolute = await signedIn();
    for (let day = 0; day < 6; day++) {
      absolute.clock.advance("5d");
      if (day < 5) expect((await absolute.refresh()).status).toBe("authenticated");
    }
    expect(await absolute.refresh()).toMatchObject({ reason: "expired_absolute" });
  });

  test("if the user is gone", async () => {
    const { refresh, users, store, clock } = await signedIn();
    users.delete("ada");
    clock.advance("15m");
    expect(await refresh()).toMatchObject({ reason: "user_gone" });
    expect(store.size).toBe(0);
  });

  test("without a token, and with a token that is not ours", async () => {
    const { sessions } = await signedIn();
    const signedOut = createBrowser();
    expect(await sessions.refresh(signedOut.request())).toMatchObject({
      reason: "absent",
      cookies: [],
    });
    signedOut.jar.set("__Host-session", "v1.nonsense");
    expect(await sessions.refresh(signedOut.request())).toMatchObject({ reason: "malformed" });
  });
});

describe("a refresh keeps the cookies", () => {
  test("if the store fails", async () => {
    const store = createMemoryStore();
    const { refresh, clock, browser, types } = await signedIn({ store });
    clock.advance("15m");
    const find = store.find;
    store.find = async () => Promise.reject(new Error("connection refused"));
    expect(await refresh()).toMatchObject({ status: "unavailable", cookies: [] });
    expect(browser.jar.size).toBe(2);
    expect(types().at(-1)).toBe("store_failed");
    store.find = find;
    expect((await refresh()).status).toBe("authenticated");
  });

  test("if other requests win every swap, with one event", async () => {
    const store = createMemoryStore();
    const { sessions, refresh, clock, browser, created, types } = await signedIn({ store });
    clock.advance("15m");
    const { update } = store;
    store.update = async () => "conflict";
    const { session } = created;
    for (const change of [
      () => refresh(),
      () => sessions.renew(session, { request: browser.request() }),
      () => sessions.update(session, { theme: "dark" }),
    ]) {
      const before = types().length;
      expect(await change()).toMatchObject({ status: "unavailable", cookies: [] });
      expect(types().slice(before)).toEqual(["store_failed"]);
    }
    expect(browser.jar.size).toBe(2);
    store.update = update;
    expect((await refresh()).status).toBe("authenticated");
  });

  test.each([
    ["two seconds", {}, 2_000],
    ["the configured timeout", { timeout: "5s" }, 5_000],
  ] as const)("if the store is silent for %s", async (_, options, ms) => {
    vi.useFakeTimers();
    const store = createMemoryStore();
    const { refresh } = await signedIn({ store, ...options });
    store.find = () => new Promise(() => undefined);
    let outcome: Outcome | undefined;
    const asked = refresh().then((answer) => {
      outcome = answer;
    });
    await vi.advanceTimersByTimeAsync(ms - 1);
    expect(outcome).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    await asked;
    expect(outcome).toMatchObject({ status: "unavailable", cookies: [] });
  });

  test("if loadUser fails", async () => {
    const { refresh, users, browser } = await signedIn();
    users.get = () => {
      throw new Error("users are down");
    };
    expect(await refresh()).toMatchObject({ status: "unavailable" });
    expect(browser.jar.size).toBe(2);
  });

  test("if a rotation was written and its answer was lost, and the next one succeeds", async () => {
    const store = createMemoryStore();
    const { refresh, clock } = await signedIn({ store });
    clock.advance("15m");
    const update = store.update;
    store.update = async (...change) => {
      await update(...change);
      throw new Error("the connection broke after the write");
    };
    expect((await refresh()).status).toBe("unavailable");
    store.update = update;
    clock.advance("5m");
    expect((await refresh()).status).toBe("authenticated");
  });
});
