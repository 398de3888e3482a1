import { expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { createService, createStatelessService } from "../../test/service.ts";
import { createMemoryStore } from "../memory.ts";

test("a list holds the unexpired sessions, the current one first, then the newest", async () => {
  const { sessions, clock } = createService();
  const old = await sessions.create("ada");
  clock.advance("6d");
  const first = await sessions.create("ada");
  clock.advance("1d");
  const second = await sessions.create("ada");
  await sessions.create("bob");
  const list = await sessions.list("ada", first.session);
  expect(list.map(({ id, current }) => ({ id, current }))).toEqual([
    { id: first.session.id, current: true },
    { id: second.session.id, current: false },
  ]);
  expect(list.some(({ id }) => id === old.session.id)).toBe(false);
  expect(list[0]?.device.label).toBe("Unknown device");
});

test("a list has the label that the application gave, at the sign-in or later, and not one of the client", async () => {
  const { sessions } = createService();
  const browser = createBrowser();
  const request = browser.request({ headers: { "user-agent": "okhttp/4.12.0" } });
  const { session } = await sessions.create("ada", { request, label: "Kitchen tablet" });
  const labels = async () => (await sessions.list("ada")).map(({ label }) => label);
  const device = { label: "App on Android" };
  expect(await sessions.list("ada")).toMatchObject([{ label: "Kitchen tablet", device }]);
  await sessions.update(session, { theme: "dark" });
  expect(await labels()).toEqual(["Kitchen tablet"]);
  const updated = await sessions.update(session.id, {}, undefined, { label: "Hall" });
  expect(updated.session?.data).toEqual({ theme: "dark" });
  expect(await labels()).toEqual(["Hall"]);
  await sessions.update(session, {}, undefined, { label: null });
  expect(await labels()).toEqual([null]);
});

test("a label that cannot be shown is refused before anything is written", async () => {
  const { sessions, store } = createService();
  const { session } = await sessions.create("ada", { label: "é".repeat(100) });
  const before = await store.find(session.id);
  for (const label of ["", " ", "x".repeat(101), "a\nb", "a\u202eb", "\ud800", 1 as never]) {
    const error = { code: "session_config", option: "label" };
    await expect(sessions.create("ada", { label })).rejects.toMatchObject(error);
    const update = sessions.update(session, { a: 1 }, undefined, { label });
    await expect(update).rejects.toMatchObject(error);
  }
  expect(await store.find(session.id)).toEqual(before);
  expect(store.size).toBe(1);
});

test("a label without a store is refused, as there is no list", async () => {
  const { sessions } = createStatelessService();
  await expect(sessions.create("ada", { label: "Hall" })).rejects.toThrow(/needs a store/);
  expect((await sessions.create("ada", { label: null })).status).toBe("authenticated");
});

test("revokeUser ends all sessions of a user but one, with effect on their next request", async () => {
  const { sessions } = createService();
  const kept = await sessions.create("ada");
  const browser = createBrowser();
  browser.obey(await sessions.create("ada", { request: browser.request() }));
  expect(await sessions.revokeUser("ada", { except: kept.session.id })).toBe(1);
  expect(await sessions.resolve(browser.request())).toMatchObject({ reason: "revoked" });
  expect(await sessions.revokeUser("ada")).toBe(1);
});

test("activity is listed newest first and page by page", async () => {
  const { sessions, clock } = createService();
  const browser = createBrowser();
  const created = await sessions.create("ada", { request: browser.request() });
  browser.obey(created);
  for (let index = 0; index < 3; index++) {
    clock.advance("16m");
    browser.obey(await sessions.resolve(browser.request()));
  }
  clock.advance("1m");
  await sessions.revoke(created.session.id, browser.request());
  const all = await sessions.activity("ada");
  expect(all.map((entry) => entry.type)).toEqual([
    "revoked",
    "refreshed",
    "refreshed",
    "refreshed",
    "signed_in",
  ]);
  expect(all[0]).toMatchObject({ sessionId: created.session.id, ip: "192.0.2.7" });
  expect(all.map(({ device }) => device.label)).toEqual(all.map(() => "Chrome on Linux"));
  const first = await sessions.activity("ada", { limit: 2 });
  const second = await sessions.activity("ada", {
    limit: 10,
    after: first[1] as (typeof first)[number],
  });
  expect([...first, ...second]).toEqual(all);
});

test("a store without a log is refused with the remedy", async () => {
  const { record: _, listByUser: __, deleteBefore: ___, ...bare } = createMemoryStore();
  const { sessions } = createService({ store: bare });
  await sessions.create("ada");
  await expect(sessions.activity("ada")).rejects.toMatchObject({
    code: "session_config",
    option: "store",
  });
  expect(await sessions.prune()).toEqual({ sessions: 0, activity: 0, revocations: 0 });
});

test("a batch or a limit that is no number counts as the default", async () => {
  const { sessions, clock } = createService();
  await sessions.create("ada");
  expect(await sessions.activity("ada", { limit: Number.NaN })).toHaveLength(1);
  clock.advance("60d");
  expect((await sessions.prune({ batch: Number.NaN })).sessions).toBe(1);
});

test("prune removes what expired more than a day ago, batch after batch, and old activity", async () => {
  const { sessions, clock, store } = createService();
  for (let index = 0; index < 25; index++) await sessions.create("ada");
  clock.advance("7d");
  expect((await sessions.prune()).sessions).toBe(0);
  clock.advance("25h");
  await sessions.create("ada");
  expect(await sessions.prune({ batch: 10, keepActivity: "1d" })).toEqual({
    sessions: 25,
    activity: 25,
    revocations: 0,
  });
  expect(store.size).toBe(1);
});

test("a listener that throws ends no session", async () => {
  const { sessions } = createService({
    onEvent: () => {
      throw new Error("the logger is down");
    },
  });
  const { error } = console;
  const reported: unknown[] = [];
  console.error = (...args) => reported.push(args);
  expect((await sessions.create("ada")).status).toBe("authenticated");
  console.error = error;
  expect(reported).toHaveLength(1);
});

test("no event, list or activity holds a credential", async () => {
  const { sessions, events, clock } = createService();
  const browser = createBrowser();
  browser.obey(await sessions.create("ada", { request: browser.request() }));
  clock.advance("16m");
  const before = [...browser.jar.values()];
  browser.obey(await sessions.resolve(browser.request()));
  const output = JSON.stringify([
    events,
    await sessions.list("ada"),
    await sessions.activity("ada"),
  ]);
  for (const value of [...before, ...browser.jar.values()]) {
    expect(output).not.toContain(value);
    for (const part of value.split(".").filter((text) => text.length > 21))
      expect(output).not.toContain(part);
  }
});
