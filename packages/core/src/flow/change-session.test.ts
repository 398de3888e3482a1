import { describe, expect, test } from "vitest";
import { bearer, createBrowser } from "../../test/browser.ts";
import {
  ACCESS,
  authenticated,
  copyOf,
  MODES,
  STRATEGIES,
  signedIn,
  signedInTo,
} from "../../test/signed-in.ts";
import { counted } from "../../test/store-faults.ts";
import { createMemoryStore } from "../memory.ts";

describe.each(STRATEGIES)("store calls, strategy %s", (strategy) => {
  test("a sign-in is an insert and an update, a change or a refresh is one read and one swap", async () => {
    const { store, calls } = counted(createMemoryStore());
    const options = strategy === "database" ? { rotateEvery: "10m" as const } : {};
    const { sessions, browser, created, clock } = await signedIn({ strategy, store, ...options });
    const taken = () => calls.splice(0).filter((call) => call !== "record");
    expect(taken()).toEqual(["insert", "update"]);
    const post = () => browser.request({ method: "POST" });
    for (const change of [
      () => sessions.refresh(post()),
      () => sessions.update(created.session, { a: 1 }, post()),
      () => sessions.update(created.session, (data) => ({ ...data, b: 1 }), post()),
      () => sessions.renew(created.session, { request: post() }),
      () => sessions.update(created.session, { c: 1 }),
      () => sessions.update(created.session.id, { d: 1 }),
    ]) {
      clock.advance("20m");
      const outcome = await change();
      browser.obey(outcome);
      expect(outcome.status).toBe("authenticated");
      expect(taken()).toEqual(["find", "update"]);
    }
  });

  test("an update with a session token that is due rotates it in the same swap", async () => {
    const options = strategy === "database" ? { rotateEvery: "10m" as const } : {};
    const { sessions, browser, created, clock, store, types } = await signedIn({
      strategy,
      ...options,
    });
    clock.advance("20m");
    const request = browser.request({ method: "POST" });
    browser.obey(await sessions.update(created.session, { a: 1 }, request));
    expect(await store.find(created.session.id)).toMatchObject({ generation: 2, data: { a: 1 } });
    expect(types().slice(-2)).toEqual(["rotated", "updated"]);
  });
});

describe.each(STRATEGIES)("a token from before a step-up, strategy %s", (strategy) => {
  const steppedUp = async () => {
    const app = await signedIn({ strategy });
    const { sessions, browser, created, clock } = app;
    clock.advance("12m");
    const old = copyOf(browser);
    const request = browser.request({ method: "POST" });
    browser.obey(await sessions.renew(created.session, { request, authenticated: true }));
    clock.advance("5s");
    return { ...app, old };
  };

  test("does not reach its freshness by any verb, while it is held", async () => {
    const { sessions, old, created } = await steppedUp();
    const post = () => old.request({ method: "POST" });
    const native = createBrowser();
    for (const change of [
      () => sessions.resolve(old.request(), { verify: "store" }),
      () => sessions.refresh(post()),
      () => sessions.refresh(native.request(), created.tokens?.sessionToken as string),
      () => sessions.update(created.session, { a: 1 }, post()),
      () => sessions.renew(created.session, { request: post() }),
      () => sessions.resolve(old.request(), { verify: "store" }),
      () => sessions.refresh(post()),
    ]) {
      const outcome = authenticated(await change());
      old.obey(outcome);
      expect(sessions.isFresh(outcome.session, "10m")).toBe(false);
    }
  });

  test.each([["access token"], ["session token"]])(
    "does not reach its freshness as a bearer %s",
    async (kind) => {
      const { sessions, created } = await steppedUp();
      const { accessToken, sessionToken } = created.tokens ?? {};
      const token = kind === "access token" ? accessToken : sessionToken;
      if (!token) return;
      const request = createBrowser().request({ method: "POST", headers: bearer(token) });
      for (const change of [
        () => sessions.resolve(request, { verify: "store" }),
        () => sessions.update(created.session, { a: 1 }, request),
        () => sessions.renew(created.session, { request }),
      ]) {
        const outcome = authenticated(await change());
        expect(sessions.isFresh(outcome.session, "10m")).toBe(false);
      }
    },
  );

  test("takes effect with an update, and the step-up keeps its freshness and its cookies", async () => {
    const { sessions, old, browser, created } = await steppedUp();
    const outcome = await sessions.update(
      created.session,
      { a: 1 },
      old.request({ method: "POST" }),
    );
    expect(outcome.cookies.map(({ name }) => name)).toEqual(strategy === "jwt" ? [ACCESS] : []);
    const after = authenticated(await sessions.resolve(browser.request(), { verify: "store" }));
    expect(after.session.data).toEqual({ a: 1 });
    expect(sessions.isFresh(after.session, "10m")).toBe(true);
  });

  test("becomes fresh by a step-up of its own, and the first one is then held", async () => {
    const { sessions, old, browser, created, clock } = await steppedUp();
    const request = old.request({ method: "POST" });
    old.obey(await sessions.renew(created.session, { request, authenticated: true }));
    const second = authenticated(await sessions.resolve(old.request(), { verify: "store" }));
    expect(sessions.isFresh(second.session, "10m")).toBe(true);
    clock.advance("5s");
    const first = await sessions.refresh(browser.request({ method: "POST" }));
    expect(first.status).toBe("authenticated");
    clock.advance("20m");
    expect((await sessions.refresh(old.request({ method: "POST" }))).status).toBe("authenticated");
  });
});

/** What an access token says that may not change. */
function read(token: string | null | undefined): object {
  const payload = JSON.parse(Buffer.from(String(token?.split(".")[1]), "base64url").toString());
  const { exp, auth_time, gen, br } = payload;
  return { exp, auth_time, gen, br };
}

describe.each(["jwt", "stateless"] as const)("an access token alone, mode %s", (mode) => {
  /** A client with nothing but the access token. */
  const holder = async (transport: "bearer" | "cookie") => {
    const app = await signedInTo(mode);
    const token = app.created.tokens?.accessToken as string;
    const browser = createBrowser();
    if (transport === "cookie") browser.jar.set(ACCESS, token);
    const headers = transport === "bearer" ? bearer(token) : {};
    return { ...app, token, post: () => browser.request({ method: "POST", headers }) };
  };

  test.each([
    ["bearer", []],
    ["cookie", [ACCESS]],
  ] as const)(
    "as %s yields one with the same end, position and freshness, and never a session token",
    async (transport, cookies) => {
      const { sessions, created, clock, token, post } = await holder(transport);
      for (const change of [
        () => sessions.update(created.session, { a: 1 }, post()),
        () => sessions.update(created.session, (data) => ({ ...data, b: 1 }), post()),
        () => sessions.renew(created.session, { request: post() }),
      ]) {
        clock.advance("1m");
        const outcome = authenticated(await change());
        expect(outcome.tokens?.sessionToken ?? null).toBeNull();
        expect(outcome.cookies.map(({ name }) => name)).toEqual(cookies);
        const next =
          transport === "bearer" ? outcome.tokens?.accessToken : outcome.cookies[0]?.value;
        expect(read(next)).toEqual(read(token));
      }
    },
  );

  test.each(["bearer", "cookie"] as const)(
    "as %s yields nothing by a read or a refresh",
    async (transport) => {
      const { sessions, post } = await holder(transport);
      for (const verify of ["token", "store"] as const)
        expect(await sessions.resolve(post(), { verify })).toMatchObject({
          status: "authenticated",
          cookies: [],
          tokens: null,
        });
      expect(await sessions.refresh(post())).toMatchObject({ reason: "absent", cookies: [] });
    },
  );

  test("is no credential after its end, whatever was changed with it", async () => {
    const { sessions, created, clock } = await signedInTo(mode);
    const browser = createBrowser();
    browser.jar.set(ACCESS, created.tokens?.accessToken as string);
    for (let minute = 0; minute < 14; minute++) {
      clock.advance("1m");
      const request = browser.request({ method: "POST" });
      browser.obey(await sessions.update(created.session, { minute }, request));
    }
    clock.advance("70s");
    expect((await sessions.resolve(browser.request())).status).toBe("unauthenticated");
    expect((await sessions.refresh(browser.request({ method: "POST" }))).status).toBe(
      "unauthenticated",
    );
  });
});

describe.each(MODES)("a change without a credential of that session, mode %s", (mode) => {
  test("changes the record and issues nothing", async () => {
    const { sessions, created } = await signedInTo(mode);
    const other = createBrowser();
    for (const outcome of [
      await sessions.update(created.session, { a: 1 }),
      await sessions.update(created.session, { a: 1 }, other.request({ method: "POST" })),
      await sessions.renew(created.session, { request: other.request({ method: "POST" }) }),
      await sessions.renew(created.session),
    ])
      expect(outcome).toMatchObject({ status: "authenticated", cookies: [], tokens: null });
  });

  test.each(["theme", "nested"])(
    "with text that no database holds is refused by the member's name: %s",
    async (member) => {
      const { sessions, created, browser, record } = await signedInTo(mode);
      const before = await record();
      for (const text of ["\u0000", "a\u0000b", "\ud800", "\udc00x"]) {
        const data = member === "nested" ? { nested: { list: [text] } } : { theme: text };
        const option = member === "nested" ? "data.nested.list.0" : "data.theme";
        const request = browser.request({ method: "POST" });
        await expect(sessions.update(created.session, data, request)).rejects.toMatchObject({
          code: "session_config",
          option,
        });
        await expect(sessions.create("ada", { data })).rejects.toMatchObject({ option });
        await expect(
          sessions.update(created.session, { [text]: 1 }, request),
        ).rejects.toMatchObject({ option: "data" });
      }
      expect(await record()).toEqual(before);
    },
  );
});
