import { describe, expect, test } from "vitest";
import { bound } from "../../test/bound.ts";
import { type Browser, createBrowser, type RequestOptions } from "../../test/browser.ts";
import { createService, createStatelessService } from "../../test/service.ts";
import type { AnySessions } from "../service/sessions.ts";
import { createVerbs } from "./verbs.ts";

/** A minimal binding: its cookies are applied when the verb is done. */
function bind(sessions: AnySessions, headers: RequestOptions["headers"] = {}) {
  const named: string[] = [];
  const verbs = createVerbs<Browser>(sessions, async (browser, verb, work) => {
    named.push(verb);
    const request = bound(sessions, browser, { method: "POST", headers });
    try {
      return await work(request);
    } finally {
      browser.obey(request.response);
    }
  });
  const who = async (browser: Browser) => (await sessions.resolve(browser.request())).session;
  return { verbs, named, who };
}

describe.each(["jwt", "database"] as const)("verbs, strategy %s", (strategy) => {
  test("sign in and out", async () => {
    const { sessions } = createService({ strategy });
    const { verbs, who, named } = bind(sessions);
    const browser = createBrowser();
    const session = await verbs.createSession(browser, "ada", { data: { theme: "dark" } });
    expect(session).toMatchObject({ userId: "ada", data: { theme: "dark" } });
    expect(await who(browser)).toMatchObject({ id: session.id });
    expect(await verbs.revokeSession(browser)).toBe(1);
    expect(await who(browser)).toBeNull();
    expect(browser.jar.size).toBe(0);
    expect(named).toEqual(["createSession", "revokeSession"]);
  });

  test("reject cross-site requests, except a sign-in that allows them", async () => {
    const { sessions } = createService({ strategy });
    const { verbs, who } = bind(sessions, { "sec-fetch-site": "cross-site" });
    const browser = createBrowser();
    const refused = { code: "cross_site" };
    await expect(verbs.createSession(browser, "ada")).rejects.toMatchObject(refused);
    expect(browser.jar.size).toBe(0);
    await verbs.createSession(browser, "ada", { allowCrossSite: true, remember: false });
    for (const change of [
      verbs.updateSession(browser, {}),
      verbs.renewSession(browser),
      verbs.revokeSession(browser),
    ]) {
      await expect(change).rejects.toMatchObject(refused);
    }
    expect(await who(browser)).toMatchObject({ userId: "ada" });
  });

  test("change the session for the rest of the request", async () => {
    const { sessions } = createService({ strategy });
    const request = bound(sessions, createBrowser(), { method: "POST" });
    const verbs = createVerbs<undefined>(sessions, (_, _verb, work) => work(request));
    const session = await verbs.createSession(undefined, "ada");
    expect(request.outcome?.session).toBe(session);
    await verbs.revokeSession(undefined, { scope: "others" });
    expect(await request.resolve("store")).toMatchObject({ session: { id: session.id } });
    await verbs.revokeSession(undefined);
    expect(await request.resolve()).toMatchObject({ status: "unauthenticated", reason: "absent" });
  });

  test("end the other sessions and keep this one", async () => {
    const { sessions } = createService({ strategy });
    const { verbs, who } = bind(sessions);
    const [here, there] = [createBrowser(), createBrowser()];
    await verbs.createSession(there, "ada");
    await verbs.createSession(here, "ada");
    expect(await verbs.revokeSession(here, { scope: "others" })).toBe(1);
    expect(await who(here)).toMatchObject({ userId: "ada" });
  });

  test("update and renew the session of a request that needs a refresh", async () => {
    const { sessions, clock } = createService({ strategy });
    const { verbs, who } = bind(sessions);
    const browser = createBrowser();
    const { id } = await verbs.createSession(browser, "ada");
    clock.advance("20m");
    expect(await verbs.updateSession(browser, { theme: "light" })).toMatchObject({ id });
    expect(await who(browser)).toMatchObject({ id, data: { theme: "light" } });
    const renewed = await verbs.renewSession(browser, { authenticated: true });
    expect(sessions.isFresh(renewed as never, "1m")).toBe(true);
    expect(await who(browser)).toMatchObject({ id });
  });

  test("reject with the reason if there is no session to change", async () => {
    const { sessions } = createService({ strategy });
    const { verbs } = bind(sessions);
    const browser = createBrowser();
    await expect(verbs.updateSession(browser, {})).rejects.toMatchObject({
      code: "session_required",
      status: 401,
      reason: "absent",
    });
    const { id } = await verbs.createSession(browser, "ada");
    await sessions.revoke(id);
    await expect(verbs.renewSession(browser)).rejects.toMatchObject({ code: "session_required" });
    expect(browser.jar.size).toBe(0);
  });

  test("leave no new cookies behind if the session ends meanwhile", async () => {
    const { sessions, clock } = createService({ strategy });
    const { verbs } = bind({
      ...sessions,
      update: async (session, data, request) => {
        await sessions.revoke(typeof session === "string" ? session : session.id);
        return sessions.update(session, data, request);
      },
    } as AnySessions);
    const browser = createBrowser();
    await verbs.createSession(browser, "ada");
    clock.advance("20m");
    await expect(verbs.updateSession(browser, {})).rejects.toMatchObject({ reason: "revoked" });
    expect(browser.jar.size).toBe(0);
  });

  test("set no cookie in an outage", async () => {
    const { sessions, store } = createService({ strategy });
    const { verbs } = bind(sessions);
    const browser = createBrowser();
    await verbs.createSession(browser, "ada");
    const before = [...browser.jar];
    for (const verb of ["find", "findWithUser", "update", "delete", "insert"]) {
      Object.assign(store, { [verb]: () => Promise.reject(new Error("The disk is full.")) });
    }
    const { verbs: broken } = bind(createService({ strategy, store }).sessions);
    for (const change of [
      broken.createSession(browser, "bob"),
      broken.updateSession(browser, { theme: "light" }),
      broken.renewSession(browser),
      broken.revokeSession(browser),
    ]) {
      await expect(change).rejects.toMatchObject({ code: "session_store" });
    }
    expect([...browser.jar]).toEqual(before);
  });
});

test("verbs work without a store", async () => {
  const { sessions } = createStatelessService();
  const { verbs, who } = bind(sessions);
  const browser = createBrowser();
  await verbs.createSession(browser, "ada");
  await verbs.updateSession(browser, { theme: "dark" });
  expect(await who(browser)).toMatchObject({ userId: "ada", data: { theme: "dark" } });
  await verbs.revokeSession(browser);
  expect(await who(browser)).toBeNull();
});
