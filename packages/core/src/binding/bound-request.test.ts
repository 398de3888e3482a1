import { inspect } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { bound, TestRequest } from "../../test/bound.ts";
import { createBrowser } from "../../test/browser.ts";
import { createService, createStatelessService } from "../../test/service.ts";
import { CookieChanges } from "../cookies/cookie-changes.ts";
import type { AnySessions } from "../service/sessions.ts";

const FOREIGN = {
  method: "POST",
  headers: { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
};

async function signedIn(sessions: AnySessions, userId = "ada") {
  const browser = createBrowser();
  browser.obey(await sessions.create(userId));
  return browser;
}

/** Counts the calls of `resolve`. */
function counted(sessions: AnySessions) {
  const resolve = vi.fn(sessions.resolve);
  return { resolve, sessions: { ...sessions, resolve } };
}

describe.each(["jwt", "database"] as const)("resolving, strategy %s", (strategy) => {
  test("happens once for all callers", async () => {
    const service = createService({ strategy });
    const browser = await signedIn(service.sessions);
    const { sessions, resolve } = counted(service.sessions);
    const request = bound(sessions, browser);
    expect(request.outcome).toBeNull();
    const all = await Promise.all([request.resolve(), request.resolve(), request.resolve()]);
    expect(new Set(all).size).toBe(1);
    expect(request.outcome).toBe(all[0]);
    expect(resolve).toHaveBeenCalledTimes(1);
  });

  test("reads the store once more if a token alone had answered", async () => {
    const service = createService({ strategy });
    const browser = await signedIn(service.sessions);
    const { sessions, resolve } = counted(service.sessions);
    const request = bound(sessions, browser);
    await request.resolve();
    await Promise.all([request.resolve("store"), request.resolve("store")]);
    await request.resolve();
    expect(resolve).toHaveBeenCalledTimes(strategy === "jwt" ? 2 : 1);
  });

  test("gives the reason to every caller, also after the cookies were cleared", async () => {
    const { sessions } = createService({ strategy });
    const browser = await signedIn(sessions);
    const { id } = (await bound(sessions, browser).resolve()).session ?? {};
    await sessions.revoke(id as string);
    const request = bound(sessions, browser);
    const { reason } = await request.resolve("store");
    expect(reason).not.toBe("absent");
    expect(await request.resolve()).toMatchObject({ reason });
    expect(await request.resolve("store")).toMatchObject({ reason });
  });

  test.each([
    ["a prefetch", { headers: { "sec-purpose": "prefetch" } }],
    ["a cross-site request", FOREIGN],
  ])("changes nothing for %s", async (_, options) => {
    const { sessions, clock } = createService({ strategy });
    const browser = await signedIn(sessions);
    clock.advance("20m");
    const request = bound(sessions, browser, options);
    expect(await request.resolve()).toMatchObject({ status: "authenticated" });
    expect(request.response.cookies).toEqual([]);
  });

  test("clears no cookies for a prefetch", async () => {
    const { sessions } = createService({ strategy });
    const browser = await signedIn(sessions);
    const { session } = await bound(sessions, browser).resolve();
    await sessions.revoke(session?.id as string);
    const request = bound(sessions, browser, { headers: { "sec-purpose": "prefetch" } });
    expect(await request.resolve()).toMatchObject({ status: "unauthenticated" });
    expect(request.response.cookies).toEqual([]);
  });

  test("changes nothing once the response has left, also while it resolves", async () => {
    const { sessions, clock } = createService({ strategy });
    const browser = await signedIn(sessions);
    clock.advance("20m");
    for (const closeFirst of [true, false]) {
      const request = bound(sessions, browser);
      request.isOpen = !closeFirst;
      const asked = request.resolve();
      request.isOpen = false;
      expect(await asked).toMatchObject({ status: "authenticated" });
      expect(request.response.cookies).toEqual([]);
    }
  });
});

test("resolving refreshes, sets the cookies, and reads them from then on", async () => {
  const { sessions, clock } = createService();
  const browser = await signedIn(sessions);
  clock.advance("20m");
  const request = bound(sessions, browser);
  expect(await request.resolve()).toMatchObject({ status: "authenticated" });
  expect(request.changes).toHaveLength(2);
  for (const { value } of request.changes) expect(request.header("cookie")).toContain(value);
  expect(request.response.cookies).toEqual(request.changes);
  browser.obey(request.response);
  expect(await bound(sessions, browser).resolve()).toMatchObject({ cookies: [] });
});

test("without a store, verify: store resolves by the token", async () => {
  const service = createStatelessService();
  const browser = await signedIn(service.sessions);
  const { sessions, resolve } = counted(service.sessions);
  const request = bound(sessions, browser);
  expect(await request.resolve("store")).toBe(await request.resolve());
  expect(resolve).toHaveBeenCalledTimes(1);
});

test("an event about the session is emitted once, by the endpoints or by resolving", async () => {
  const { sessions, clock, types } = createService();
  const browser = await signedIn(sessions);
  clock.advance("8d");
  const request = bound(sessions, browser);
  await sessions.handle(request.endpoint("/api/auth/session", async () => ""));
  await request.resolve();
  expect(types().filter((type) => type === "expired")).toHaveLength(1);
});

describe("a cross-site request", () => {
  test("is forged if it has a session, unless the application allows it", async () => {
    const { sessions } = createService();
    const browser = await signedIn(sessions);
    expect(await bound(sessions, browser, FOREIGN).forgedRefusal()).toMatchObject({
      status: 403,
      problem: { code: "cross_site", detail: expect.stringMatching(/Sec-Fetch-Site/) },
    });
    expect(await bound(sessions, browser, { method: "POST" }).forgedRefusal()).toBeNull();
    expect(await bound(sessions, createBrowser(), FOREIGN).forgedRefusal()).toBeNull();
    const allowed = bound(sessions, browser, FOREIGN);
    allowed.allowCrossSite = true;
    expect(await allowed.forgedRefusal()).toBeNull();
  });

  test("is decided by the headers that were sent, not by cookies that were set since", async () => {
    const { sessions } = createService();
    const request = bound(sessions, createBrowser(), {
      method: "POST",
      headers: { "sec-fetch-site": undefined },
    });
    const outcome = await sessions.create("ada");
    await request.commit("createSession", outcome.cookies, outcome);
    expect(request.header("cookie")).not.toBeNull();
    expect(request.crossSiteProblem).toBeNull();
  });
});

describe("an explicit change", () => {
  const call = { verb: "updateSession", allowCrossSite: false } as const;

  test("is refused before it begins if it is too late or cross-site", async () => {
    const { sessions } = createService();
    const work = vi.fn(async () => "done");
    const late = bound(sessions, createBrowser(), { method: "POST" });
    late.isOpen = false;
    await expect(late.runWrite(call, work)).rejects.toMatchObject({
      code: "headers_sent",
      option: "updateSession",
    });
    const foreign = bound(sessions, createBrowser(), FOREIGN);
    await expect(foreign.runWrite(call, work)).rejects.toMatchObject({ code: "cross_site" });
    expect(work).not.toHaveBeenCalled();
    expect(await foreign.runWrite({ ...call, allowCrossSite: true }, work)).toBe("done");
  });

  test("rejects if the response has left meanwhile", async () => {
    const { sessions } = createService();
    const request = bound(sessions, createBrowser(), { method: "POST" });
    const late = request.runWrite(call, async () => {
      const outcome = await sessions.create("ada");
      request.isOpen = false;
      await request.commit("createSession", outcome.cookies, outcome);
    });
    await expect(late).rejects.toMatchObject({ code: "headers_sent", option: "createSession" });
    expect(request.changes).toEqual([]);
  });

  test("replaces an outcome that was still being resolved, which sets no cookie", async () => {
    const { sessions, clock } = createService();
    const browser = await signedIn(sessions);
    clock.advance("20m");
    let release: (() => void) | undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const resolve: typeof sessions.resolve = (...args) =>
      sessions.resolve(...args).then((resolved) => released.then(() => resolved));
    const request = bound({ ...sessions, resolve }, browser);
    const asked = request.resolve();
    const outcome = await sessions.create("bob");
    await request.commit("createSession", outcome.cookies, outcome);
    void release?.();
    expect((await asked).session?.userId).toBe("ada");
    expect(request.response.cookies).toEqual(outcome.cookies);
    expect((await request.resolve()).session?.userId).toBe("bob");
  });

  test("is visible to all objects of the same request", async () => {
    const { sessions } = createService({ strategy: "database" });
    const { request: sent } = createBrowser();
    const changes = new CookieChanges();
    const [one, other] = [
      new TestRequest(sessions, sent(), changes),
      new TestRequest(sessions, sent(), changes),
    ];
    expect((await other.resolve()).status).toBe("unauthenticated");
    const outcome = await sessions.create("ada");
    await one.commit("createSession", outcome.cookies, outcome);
    expect(await one.resolve()).toBe(outcome);
    expect(other.outcome).toBeNull();
    expect((await other.resolve()).session?.userId).toBe("ada");
    await sessions.update(outcome.session, { theme: "dark" });
    await one.commit("updateSession", [], outcome);
    expect((await other.resolve()).session?.data).toEqual({ theme: "dark" });
  });
});

test("finishes when nothing runs that may set cookies, and then takes none", async () => {
  const { sessions } = createService();
  const request = bound(sessions, await signedIn(sessions), { method: "POST" });
  const steps: string[] = [];
  let release: (() => void) | undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const work = request.runWrite({ verb: "updateSession", allowCrossSite: false }, async () => {
    await released;
    await request.resolve();
    steps.push("worked");
  });
  await new Promise<void>((done) => setImmediate(done));
  const finished = request.finish().then(() => steps.push("finished"));
  expect(request.isFinished).toBe(false);
  release?.();
  await Promise.all([work, finished]);
  expect(steps).toEqual(["worked", "finished"]);
  expect(request.isFinished).toBe(true);
  const late = request.runWrite({ verb: "updateSession", allowCrossSite: false }, () => work);
  await expect(late).rejects.toMatchObject({ code: "headers_sent" });
});

test("is printed and serialized without its cookies", async () => {
  const { sessions } = createService();
  const request = bound(sessions, createBrowser());
  const outcome = await sessions.create("ada");
  await request.commit("createSession", outcome.cookies, outcome);
  const printed = inspect(request, { depth: 9, showHidden: true }) + JSON.stringify(request);
  for (const { value } of outcome.cookies) expect(printed).not.toContain(value);
});
