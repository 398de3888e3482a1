import { describe, expect, test } from "vitest";
import { type Browser, createBrowser } from "../../test/browser.ts";
import { createService, createStatelessService } from "../../test/service.ts";
import type { SetCookie } from "../cookies/set-cookie.ts";
import type { AnySessions } from "../service/sessions.ts";
import type { Outcome } from "../session/outcome.ts";
import type { SessionRequest } from "../session/request.ts";
import { BoundRequest } from "./bound-request.ts";
import { createVerbs, type WriteCall } from "./verbs.ts";

class TestRequest extends BoundRequest {
  readonly method: string;
  readonly address: string | null;
  readonly #request: SessionRequest;

  constructor(request: SessionRequest) {
    super();
    this.method = request.method;
    this.address = request.address ?? null;
    this.#request = request;
  }

  protected sent(name: string): string | null {
    return this.#request.header(name) ?? null;
  }
}

/** The least that a binding can be: a request is a browser's, and its response is obeyed when the verb is done. */
function bind(sessions: AnySessions) {
  const calls: WriteCall[] = [];
  const settled: (Outcome | undefined)[] = [];
  const verbs = createVerbs<Browser>(sessions, async (browser, call, work) => {
    calls.push(call);
    const request = new TestRequest(browser.request({ method: "POST" }));
    const settle = (cookies: readonly SetCookie[], outcome?: Outcome) => {
      if (outcome?.status === "unauthenticated") request.takeBack();
      request.change(cookies);
      settled.push(outcome);
    };
    try {
      return await work({
        request,
        settle,
        async resolve() {
          const outcome = await sessions.resolve(request);
          request.change(outcome.cookies);
          return outcome;
        },
      });
    } finally {
      browser.obey({ cookies: request.changes });
    }
  });
  const who = async (browser: Browser) => (await sessions.resolve(browser.request())).session;
  return { verbs, calls, settled, who };
}

describe.each(["jwt", "database"] as const)("verbs, strategy %s", (strategy) => {
  test("sign in and out", async () => {
    const { sessions } = createService({ strategy });
    const { verbs, who, calls, settled } = bind(sessions);
    const browser = createBrowser();
    const session = await verbs.createSession(browser, "ada", { data: { theme: "dark" } });
    expect(session).toMatchObject({ userId: "ada", data: { theme: "dark" } });
    expect(await who(browser)).toMatchObject({ id: session.id });
    expect(await verbs.revokeSession(browser)).toBe(1);
    expect(await who(browser)).toBeNull();
    expect(browser.jar.size).toBe(0);
    expect(calls).toEqual([
      { verb: "createSession", allowCrossSite: false },
      { verb: "revokeSession", allowCrossSite: false },
    ]);
    expect(settled.map((outcome) => outcome?.status)).toEqual(["authenticated", "unauthenticated"]);
  });

  test("pass on that another site may be behind a sign-in, and keep that from core", async () => {
    const { sessions } = createService({ strategy });
    const { verbs, calls } = bind(sessions);
    await verbs.createSession(createBrowser(), "ada", { allowCrossSite: true, remember: false });
    expect(calls).toEqual([{ verb: "createSession", allowCrossSite: true }]);
  });

  test("end the others and leave this one as it is known", async () => {
    const { sessions } = createService({ strategy });
    const { verbs, who, settled } = bind(sessions);
    const [here, there] = [createBrowser(), createBrowser()];
    await verbs.createSession(there, "ada");
    await verbs.createSession(here, "ada");
    expect(await verbs.revokeSession(here, { scope: "others" })).toBe(1);
    expect(settled.at(-1)).toBeUndefined();
    expect(await who(here)).toMatchObject({ userId: "ada" });
  });

  test("change and renew the session of a request, refreshed on the way", async () => {
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

  test("say why there is no session to change", async () => {
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

  test("leave no fresh cookies behind where the session ends meanwhile", async () => {
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
    await expect(verbs.updateSession(browser, {})).rejects.toMatchObject({ reason: "unknown" });
    expect(browser.jar.size).toBe(0);
  });

  test("settle nothing in an outage", async () => {
    const { sessions, store } = createService({ strategy });
    const { verbs, settled } = bind(sessions);
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
    expect(settled).toHaveLength(1);
  });
});

test("verbs work without a store, too", async () => {
  const { sessions } = createStatelessService();
  const { verbs, who } = bind(sessions);
  const browser = createBrowser();
  await verbs.createSession(browser, "ada");
  await verbs.updateSession(browser, { theme: "dark" });
  expect(await who(browser)).toMatchObject({ userId: "ada", data: { theme: "dark" } });
  await verbs.revokeSession(browser);
  expect(await who(browser)).toBeNull();
});
