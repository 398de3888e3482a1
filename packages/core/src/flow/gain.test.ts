import { describe, expect, test } from "vitest";
import { bound } from "../../test/bound.ts";
import { createBrowser } from "../../test/browser.ts";
import { createStatelessService } from "../../test/service.ts";
import { authenticated, copyOf, SESSION, signedIn } from "../../test/signed-in.ts";

const bearer = (token: string | null | undefined) =>
  createBrowser().request({ method: "POST", headers: { authorization: `Bearer ${token}` } });

/** What an access token says of itself. */
function read(token: string | null | undefined): { exp: number; auth_time: number; gen: number } {
  return JSON.parse(Buffer.from(String(token?.split(".")[1]), "base64url").toString());
}

describe("an access token alone", () => {
  test("yields at most a new one with the same end, position and freshness", async () => {
    const { sessions, created, clock } = await signedIn();
    const token = created.tokens?.accessToken;
    clock.advance("10m");
    const outcome = authenticated(
      await sessions.update(created.session, { theme: "dark" }, bearer(token)),
    );
    expect(outcome.tokens?.sessionToken).toBeNull();
    expect(read(outcome.tokens?.accessToken)).toMatchObject({
      exp: read(token).exp,
      auth_time: read(token).auth_time,
      gen: 1,
      data: { theme: "dark" },
    });
  });

  test("ends with the first one, however often it is used for a change", async () => {
    const { sessions, created, clock } = await signedIn();
    let token = created.tokens?.accessToken;
    for (let minute = 0; minute < 14; minute++) {
      clock.advance("1m");
      const outcome = await sessions.update(created.session, { minute }, bearer(token));
      token = authenticated(outcome).tokens?.accessToken;
    }
    clock.advance("2m");
    expect(await sessions.resolve(bearer(token))).toMatchObject({ status: "unauthenticated" });
  });

  test("yields no session token in stateless mode, by update and by renew", async () => {
    const { sessions, clock } = createStatelessService();
    const created = await sessions.create("ada");
    const token = created.tokens?.accessToken;
    clock.advance("5m");
    const updated = authenticated(
      await sessions.update(created.session, { theme: "dark" }, bearer(token)),
    );
    const renewed = authenticated(
      await sessions.renew(created.session, { request: bearer(token), authenticated: true }),
    );
    for (const { tokens } of [updated, renewed]) {
      expect(tokens?.sessionToken).toBeNull();
      expect(read(tokens?.accessToken).exp).toBe(read(token).exp);
    }
  });

  test.each([
    ["text of another form", () => "x"],
    [
      "a token with another signature",
      (token: string) => `${token.slice(0, -43)}${"A".repeat(43)}`,
    ],
  ])("starts no impersonation beside %s as the session cookie", async (_, forge) => {
    const { sessions, browser, store } = await signedIn();
    const thief = copyOf(browser);
    thief.jar.set(SESSION, forge(browser.jar.get(SESSION) as string));
    expect((await sessions.resolve(thief.request())).status).toBe("authenticated");
    const outcome = await sessions.impersonate(thief.request(), "bob", { reason: "A test" });
    expect(outcome).toMatchObject({ status: "unauthenticated", reason: "absent", cookies: [] });
    expect(store.size).toBe(1);
  });

  test("does not confirm a successor that its client never received", async () => {
    const { sessions, browser, created, clock } = await signedIn();
    clock.advance("12m");
    await sessions.refresh(browser.request({ method: "POST" }));
    clock.advance("20s");
    const token = created.tokens?.accessToken;
    const updated = authenticated(
      await sessions.update(created.session, { note: "x" }, bearer(token)),
    );
    clock.advance("1s");
    await sessions.resolve(bearer(updated.tokens?.accessToken), { verify: "store" });
    clock.advance("11m");
    expect((await sessions.refresh(browser.request({ method: "POST" }))).status).toBe(
      "authenticated",
    );
  });
});

describe.each(["jwt", "database"] as const)(
  "an update with a session token, strategy %s",
  (strategy) => {
    test("redeems it in the same swap: a lost refresh before it does not sign out", async () => {
      const { sessions, browser, created, clock } = await signedIn({ strategy });
      clock.advance("12m");
      await sessions.refresh(browser.request({ method: "POST" }));
      clock.advance("20s");
      browser.obey(
        await sessions.update(created.session, { note: "x" }, browser.request({ method: "POST" })),
      );
      clock.advance("1s");
      const seen = await sessions.resolve(browser.request(), { verify: "store" });
      expect(seen.session?.data).toEqual({ note: "x" });
      clock.advance("11m");
      expect((await sessions.refresh(browser.request({ method: "POST" }))).status).toBe(
        "authenticated",
      );
    });
  },
);

describe("freshness", () => {
  test("is that of the older of token and record", async () => {
    const { sessions, browser, created, clock } = await signedIn();
    const before = copyOf(browser);
    clock.advance("12m");
    browser.obey(
      await sessions.renew(created.session, { request: browser.request(), authenticated: true }),
    );
    for (const request of [before.request(), bearer(created.tokens?.accessToken)]) {
      const outcome = authenticated(await sessions.resolve(request, { verify: "store" }));
      expect(sessions.isFresh(outcome.session, "10m")).toBe(false);
    }
    const renewed = authenticated(await sessions.resolve(browser.request(), { verify: "store" }));
    expect(sessions.isFresh(renewed.session, "10m")).toBe(true);
  });

  test.each(["jwt", "database"] as const)(
    "never reaches a token from before the renewal: held, then branched, strategy %s",
    async (strategy) => {
      const { sessions, browser, created, clock, events } = await signedIn({ strategy });
      clock.advance("12m");
      await sessions.renew(created.session, { request: browser.request(), authenticated: true });
      for (const pause of ["10s", "15s", "10s", "5m"] as const) {
        clock.advance(pause);
        const outcome = authenticated(await sessions.refresh(browser.request({ method: "POST" })));
        expect(sessions.isFresh(outcome.session, "10m")).toBe(false);
        browser.obey(outcome);
      }
      const types = events.map(({ type }) => type);
      expect(types).toContain("session.held");
      expect(types).toContain("session.branched");
      expect(types).not.toContain("session.reused");
    },
  );

  test("of a held token ends with the grace period, and its session cookie stays", async () => {
    const { sessions, browser, created, clock } = await signedIn();
    clock.advance("1m");
    await sessions.renew(created.session, { request: browser.request(), authenticated: true });
    clock.advance("10s");
    const held = authenticated(await sessions.refresh(browser.request({ method: "POST" })));
    expect(held.cookies.map(({ name }) => name)).toEqual(["__Host-access"]);
    expect(held.expiresIn).toBeLessThanOrEqual(20);
  });

  test("an answer from before a renewal that arrives after it signs no user out", async () => {
    const { sessions, browser, created, clock } = await signedIn();
    clock.advance("16m");
    const late = await sessions.refresh(browser.request({ method: "POST" }));
    browser.obey(
      await sessions.renew(created.session, { request: browser.request(), authenticated: true }),
    );
    browser.obey(late);
    clock.advance("5s");
    expect((await sessions.resolve(browser.request())).status).toBe("authenticated");
    clock.advance("20m");
    const outcome = authenticated(await sessions.refresh(browser.request({ method: "POST" })));
    expect(sessions.isFresh(outcome.session, "10m")).toBe(false);
  });

  test("starts at the time that create was given, for an impersonation or a return", async () => {
    const { sessions, clock } = await signedIn();
    const authenticatedAt = new Date(clock() - 3_600_000);
    const { session } = await sessions.create("bob", { authenticatedAt });
    expect(session.authenticatedAt).toBe(authenticatedAt.getTime());
    expect(sessions.isFresh(session, "10m")).toBe(false);
  });
});

test("what the server minted inside a request does not count as presented", async () => {
  const { sessions, browser, clock } = await signedIn();
  clock.advance("16m");
  const request = bound(sessions, browser);
  await request.resolve();
  expect((await request.resolve("store")).status).toBe("authenticated");
  expect(request.minted).toBe(true);
  // Its answer is lost.
  clock.advance("3m");
  expect((await sessions.resolve(browser.request())).status).toBe("authenticated");
});

test("what a proxy minted and forwarded does not count as presented, and no client can claim that", async () => {
  const { sessions, browser, clock, store, created } = await signedIn();
  clock.advance("16m");
  const outcome = await sessions.resolve(browser.request());
  const mark = sessions.forwardedMark(outcome.cookies) as string;
  const forwarded = copyOf(browser);
  forwarded.obey(outcome);
  const seen = async (): Promise<number | undefined> =>
    (await store.find(created.session.id))?.seenGeneration;
  const headers = { "x-sessionkit-forwarded": mark };
  await sessions.resolve(forwarded.request({ headers }), { verify: "store" });
  expect(await seen()).not.toBe(2);
  const claimed = { "x-sessionkit-forwarded": (mark.startsWith("A") ? "B" : "A") + mark.slice(1) };
  await sessions.resolve(forwarded.request({ headers: claimed }), { verify: "store" });
  expect(await seen()).toBe(2);
});
