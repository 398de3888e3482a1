import { describe, expect, test } from "vitest";
import { bearer, createBrowser } from "../../../test/browser.ts";
import { MODES, STRATEGIES, signedIn, signedInTo } from "../../../test/signed-in.ts";

/** Authorization headers of proxies and other issuers, and texts that only look like ours. */
const FOREIGN = [
  "Bearer eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjEifQ.eyJzdWIiOiJldmUifQ.c2lnbmF0dXJl",
  "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJyb2xlIjoiYW5vbiJ9.c2lnbmF0dXJl",
  "Bearer eyJhbGciOiJIUzI1NiIsImtpZCI6ImFhYWFhYWFhIiwidHlwIjoiYXQrand0In0.e30.c2lnbmF0dXJl",
  `Bearer v1.aaaaaaaa.${"B".repeat(21)}.1.1.${"C".repeat(22)}.${"D".repeat(43)}`,
  "Bearer v1.unknown.kid",
  "Bearer sk_live_1",
  "Bearer",
  "Bearer ",
  "Bearer a b",
  "Basic YTpi",
  "Token abc",
  "Negotiate YII",
  "",
];

describe.each(MODES)("an Authorization header that is not ours, mode %s", (mode) => {
  test.each(FOREIGN)(
    "is ignored by every verb and endpoint, and the cookies decide: %.40s",
    async (authorization) => {
      const { sessions, browser, created } = await signedInTo(mode);
      const post = () => browser.request({ method: "POST", headers: { authorization } });
      const { session } = created;
      for (const answer of [
        () => sessions.resolve(post()),
        () => sessions.resolve(post(), { verify: "store" }),
        () => sessions.refresh(post()),
        () => sessions.update(session, { a: 1 }, post()),
        () => sessions.renew(session, { request: post() }),
      ]) {
        const outcome = await answer();
        expect(outcome).toMatchObject({ status: "authenticated", tokens: null });
        browser.obey(outcome);
      }
      const headers = { authorization };
      const read = await sessions.handle(browser.request({ url: "/api/auth/session", headers }));
      expect(JSON.parse(read?.body ?? "{}")).toMatchObject({ session: { id: session.id } });
      const foreign = { authorization, "sec-fetch-site": "cross-site" };
      expect(sessions.isCrossSite(browser.request({ method: "POST", headers: foreign }))).toBe(
        true,
      );
      const out = await sessions.handle(
        browser.request({ method: "POST", url: "/api/auth/logout", headers }),
      );
      expect(JSON.parse(out?.body ?? "{}")).toEqual({ revoked: 1 });
      browser.obey(out);
      expect(browser.jar.size).toBe(0);
    },
  );

  test("at a sign-in does not hide the session that the browser held: it ends", async () => {
    const { sessions, browser } = await signedInTo(mode);
    const old = browser.request();
    const headers = { authorization: FOREIGN[0] };
    browser.obey(
      await sessions.create("bob", { request: browser.request({ method: "POST", headers }) }),
    );
    expect(await sessions.resolve(old)).toMatchObject({ reason: "revoked" });
  });
});

describe.each(MODES)("a credential is answered by its own transport, mode %s", (mode) => {
  test("with tokens for a bearer and a body client, with cookies for a browser", async () => {
    const { sessions, browser, created, clock } = await signedInTo(mode);
    const token = created.tokens?.sessionToken as string;
    clock.advance("20m");
    const native = createBrowser();
    for (const outcome of [
      await sessions.refresh(browser.request({ method: "POST" }), token),
      await sessions.refresh(native.request({ method: "POST", headers: bearer(token) })),
      await sessions.update(
        created.session,
        { a: 1 },
        browser.request({ method: "POST", headers: bearer(token) }),
      ),
      await sessions.renew(created.session, {
        request: browser.request({ method: "POST", headers: bearer(token) }),
      }),
    ])
      expect(outcome).toMatchObject({ status: "authenticated", cookies: [] });
    const byCookie = await sessions.refresh(browser.request({ method: "POST" }));
    expect(byCookie).toMatchObject({ status: "authenticated", tokens: null });
    const out = await sessions.signOut(browser.request({ method: "POST" }), "current", token);
    expect(out).toMatchObject({ revoked: 1, cookies: [] });
  });

  test("and never by another: the cookies of Ada do not change when a bearer token of Bob does", async () => {
    const { sessions, browser, created } = await signedInTo(mode);
    const bob = await sessions.create("bob");
    const token = bob.tokens?.accessToken ?? bob.tokens?.sessionToken;
    const post = () => browser.request({ method: "POST", headers: bearer(token) });
    const updated = await sessions.update(bob.session, { a: 1 }, post());
    expect(updated).toMatchObject({ status: "authenticated", cookies: [] });
    expect(updated.session?.userId).toBe("bob");
    expect(await sessions.resolve(post())).toMatchObject({
      session: { userId: "bob" },
      cookies: [],
    });
    expect(await sessions.signOut(post())).toMatchObject({ revoked: 1, cookies: [] });
    expect((await sessions.resolve(browser.request())).session?.id).toBe(created.session.id);
  });

  test("an update of Ada's session by a request that carries a bearer token of Bob changes her data only", async () => {
    const { sessions, browser, created } = await signedInTo(mode);
    const bob = await sessions.create("bob");
    const headers = bearer(bob.tokens?.accessToken ?? bob.tokens?.sessionToken);
    const request = browser.request({ method: "POST", headers });
    const outcome = await sessions.update(created.session, { a: 1 }, request);
    expect(outcome).toMatchObject({ session: { userId: "ada" }, cookies: [], tokens: null });
  });

  test.each(["", " ", "nonsense", "v1.x", "é".repeat(200)])(
    "so that the token %j in a body is malformed, and the cookies are not used",
    async (token) => {
      const { sessions, browser, record, types, clock } = await signedInTo(mode);
      clock.advance("20m");
      const before = await record();
      const request = browser.request({ method: "POST" });
      expect(await sessions.refresh(request, token)).toMatchObject({
        status: "unauthenticated",
        reason: "malformed",
        cookies: [],
      });
      expect(await sessions.signOut(request, "current", token)).toMatchObject({
        revoked: 0,
        cookies: [],
      });
      expect(await record()).toEqual(before);
      expect(types()).toEqual(["created"]);
    },
  );
});

describe.each(STRATEGIES)("a bearer token of ours, strategy %s", (strategy) => {
  test("is accepted as access token and as session token", async () => {
    const { sessions, created } = await signedIn({ strategy });
    const native = createBrowser();
    for (const token of [created.tokens?.accessToken, created.tokens?.sessionToken]) {
      if (!token) continue;
      for (const scheme of ["Bearer", "bearer", "BEARER "]) {
        const headers = { authorization: `${scheme} ${token}` };
        expect(await sessions.resolve(native.request({ headers }))).toMatchObject({
          status: "authenticated",
          cookies: [],
          tokens: null,
        });
      }
    }
  });

  test("is not rotated by an implicit refresh, whose answer cannot carry its successor", async () => {
    const { sessions, created, store, clock } = await signedIn({ strategy });
    clock.advance("2h");
    const authorization = `Bearer ${created.tokens?.sessionToken}`;
    const request = createBrowser().request({ headers: { authorization } });
    expect(await sessions.resolve(request)).toMatchObject({
      status: "authenticated",
      tokens: null,
    });
    const record = await store.find(created.session.id);
    expect(record?.generation).toBe(1);
    expect(record?.lastActiveAt.getTime()).toBe(clock());
  });

  test("is absent when it is an expired access token, and the session token refreshes", async () => {
    const { sessions, created, clock } = await signedIn({ strategy });
    clock.advance("16m");
    if (strategy === "database") return;
    const headers = bearer(created.tokens?.accessToken);
    expect(await sessions.resolve(createBrowser().request({ headers }))).toMatchObject({
      reason: "absent",
      cookies: [],
    });
    const outcome = await sessions.refresh(
      createBrowser().request(),
      created.tokens?.sessionToken as string,
    );
    expect(outcome.status).toBe("authenticated");
  });

  test("with a wrong signature is malformed, and the cookies beside it are not used", async () => {
    const { sessions, browser, created } = await signedIn({ strategy });
    for (const token of [created.tokens?.accessToken, created.tokens?.sessionToken]) {
      if (!token) continue;
      const headers = bearer(token.slice(0, -4) + (token.endsWith("AAAA") ? "BBBB" : "AAAA"));
      const request = browser.request({ method: "POST", headers });
      expect(await sessions.resolve(request)).toMatchObject({ reason: "malformed", cookies: [] });
      expect(await sessions.signOut(request)).toMatchObject({ revoked: 0, cookies: [] });
    }
  });
});

describe("credentials that are refused", () => {
  test("are absent where there are none, and no cookie is set", async () => {
    const { sessions } = await signedIn();
    expect(await sessions.resolve(createBrowser().request())).toMatchObject({
      reason: "absent",
      cookies: [],
    });
  });

  test("are malformed where the same cookie is there twice, and neither is read", async () => {
    const { sessions, browser } = await signedIn();
    for (const name of ["__Host-access", "__Host-session"]) {
      const cookie = `${browser.request().header("cookie")}; ${name}=planted`;
      const outcome = await sessions.resolve(browser.request({ headers: { cookie } }));
      expect(outcome).toMatchObject({ reason: "malformed", cookies: [] });
    }
  });

  test("are malformed where session token and access token are exchanged", async () => {
    const { sessions, browser } = await signedIn();
    const access = browser.jar.get("__Host-access") as string;
    const session = browser.jar.get("__Host-session") as string;
    browser.jar.clear();
    browser.jar.set("__Host-access", session);
    expect(await sessions.resolve(browser.request())).toMatchObject({ reason: "malformed" });
    browser.jar.clear();
    browser.jar.set("__Host-session", access);
    expect(await sessions.resolve(browser.request())).toMatchObject({ reason: "malformed" });
  });

  test("are unknown where the secret of a genuine token is that of another session", async () => {
    const { sessions, browser, store, created } = await signedIn();
    await store.update(created.session.id, 2, { secretHash: "A".repeat(43) });
    browser.jar.delete("__Host-access");
    expect(await sessions.resolve(browser.request())).toMatchObject({ reason: "unknown" });
  });

  test("of a session that this browser has replaced do not clear the newer cookies", async () => {
    const { sessions, browser } = await signedIn();
    const late = browser.request();
    browser.obey(await sessions.create("ada", { request: browser.request() }));
    expect(await sessions.resolve(late)).toMatchObject({ reason: "revoked", cookies: [] });
    const after = await sessions.signOut(browser.request({ method: "POST" }));
    expect(after.revoked).toBe(1);
  });
});
