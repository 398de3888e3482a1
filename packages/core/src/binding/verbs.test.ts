import { describe, expect, test } from "vitest";
import { bound } from "../../test/bound.ts";
import { type Browser, createBrowser, type RequestOptions } from "../../test/browser.ts";
import { createService, createStatelessService } from "../../test/service.ts";
import type { AnySessions } from "../service/sessions.ts";
import { createVerbs } from "./verbs.ts";

/** A minimal binding: its cookies are applied when the verb is done. */
function bind(sessions: AnySessions, headers: RequestOptions["headers"] = {}) {
  const named: string[] = [];
  const verbs = createVerbs<AnySessions, [Browser]>(1, async ([browser], verb, work) => {
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
    const verbs = createVerbs<AnySessions, []>(0, (_, _verb, work) => work(request));
    const session = await verbs.createSession("ada");
    expect(request.outcome?.session).toBe(session);
    await verbs.revokeSession({ scope: "others" });
    expect(await request.resolve("store")).toMatchObject({ session: { id: session.id } });
    await verbs.revokeSession();
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

  test("name the session of a request in the list", async () => {
    const { sessions } = createService({ strategy });
    const { verbs } = bind(sessions);
    const browser = createBrowser();
    const labels = async () => (await sessions.list("ada")).map(({ label }) => label);
    await verbs.createSession(browser, "ada", { label: "Kitchen tablet" });
    expect(await labels()).toEqual(["Kitchen tablet"]);
    await verbs.updateSession(browser, {}, { label: null });
    expect(await labels()).toEqual([null]);
  });

  test("sign a client in that stores its own tokens, beside the session of the browser", async () => {
    const { sessions } = createService({ strategy });
    const { verbs, who } = bind(sessions, { "user-agent": "okhttp/4.12.0" });
    const browser = createBrowser();
    const own = await verbs.createSession(browser, "ada");
    const before = [...browser.jar];
    const issued = await verbs.createSession(browser, "bob", { transport: "bearer" });
    expect([...browser.jar]).toEqual(before);
    expect(await who(browser)).toMatchObject({ id: own.id });
    const { session, tokens, expiresIn } = issued;
    expect(expiresIn).toBeGreaterThan(0);
    expect(tokens.accessToken === null).toBe(strategy === "database");
    const token = tokens.accessToken ?? tokens.sessionToken;
    const headers = { authorization: `Bearer ${token}` };
    const found = await sessions.resolve(createBrowser().request({ headers }));
    expect(found.session).toMatchObject({ id: session.id, userId: "bob" });
    expect(await sessions.list("bob")).toMatchObject([
      { id: session.id, userAgent: "okhttp/4.12.0", ip: expect.any(String) },
    ]);
  });

  test("replace the session of a client that stores its own tokens", async () => {
    const { sessions } = createService({ strategy });
    const first = await sessions.create("ada", { transport: "bearer" });
    expect(first.cookies).toEqual([]);
    const authorization = `Bearer ${first.tokens?.sessionToken}`;
    const { verbs } = bind(sessions, { authorization });
    const { session } = await verbs.createSession(createBrowser(), "ada", { transport: "bearer" });
    expect(await sessions.list("ada")).toMatchObject([{ id: session.id }]);
  });

  test("renew the tokens of a client that stores its own, and those of no other", async () => {
    const { sessions, clock } = createService({ strategy });
    const { tokens } = await sessions.create("ada", { transport: "bearer" });
    const authorization = `Bearer ${tokens?.sessionToken}`;
    clock.advance("20m");
    const { verbs } = bind(sessions, { authorization });
    const options = { authenticated: true, transport: "bearer" } as const;
    const renewed = await verbs.renewSession(createBrowser(), options);
    expect(renewed.tokens.sessionToken).not.toBe(tokens?.sessionToken);
    expect(sessions.isFresh(renewed.session as never, "1m")).toBe(true);
    const { verbs: byCookie } = bind(sessions);
    const browser = createBrowser();
    await byCookie.createSession(browser, "ada");
    const before = [...browser.jar];
    await expect(byCookie.renewSession(browser, options)).rejects.toMatchObject({ status: 401 });
    expect([...browser.jar]).toEqual(before);
  });

  test("end the session of a bearer token, and not that of the cookies beside it", async () => {
    const { sessions } = createService({ strategy });
    const { tokens } = await sessions.create("ada", { transport: "bearer" });
    const browser = createBrowser();
    await bind(sessions).verbs.createSession(browser, "ada");
    const before = [...browser.jar];
    const authorization = `Bearer ${tokens?.accessToken ?? tokens?.sessionToken}`;
    expect(await bind(sessions, { authorization }).verbs.revokeSession(browser)).toBe(1);
    expect([...browser.jar]).toEqual(before);
    expect(await sessions.list("ada")).toHaveLength(1);
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
