import { describe, expect, test } from "vitest";
import { bearer, createBrowser } from "../../../test/browser.ts";
import { createStatelessService, OLDER_SECRET, SECRET } from "../../../test/service.ts";
import { ACCESS, authenticated, SESSION, signedInTo } from "../../../test/signed-in.ts";

describe("a session without a store", () => {
  test("is extended, keeps its data and its absolute end, and loads its user at every refresh", async () => {
    const { sessions, clock, users } = createStatelessService();
    const browser = createBrowser();
    const created = await sessions.create("ada", {
      request: browser.request(),
      data: { theme: "dark" },
    });
    browser.obey(created);
    clock.advance("2d");
    const outcome = await sessions.resolve(browser.request());
    browser.obey(outcome);
    expect(outcome.session).toEqual({
      ...created.session,
      expiresAt: created.session.expiresAt + 2 * 86_400_000,
    });
    expect(outcome.session?.data).toEqual({ theme: "dark" });
    users.delete("ada");
    clock.advance("16m");
    expect(await sessions.resolve(browser.request())).toMatchObject({ reason: "user_gone" });
  });

  test("ends at its idle and at its absolute expiry", async () => {
    const { sessions, clock } = createStatelessService();
    const browser = createBrowser();
    browser.obey(await sessions.create("ada", { request: browser.request() }));
    const held = new Map(browser.jar);
    clock.advance("7d");
    expect(await sessions.resolve(browser.request())).toMatchObject({ reason: "expired_idle" });
    for (const [name, value] of held) browser.jar.set(name, value);
    clock.advance("4w");
    expect(await sessions.resolve(browser.request())).toMatchObject({ reason: "expired_absolute" });
  });

  test("has no verb that needs a store", () => {
    const { sessions } = createStatelessService();
    for (const verb of ["list", "revoke", "revokeUser", "activity", "prune"])
      expect(sessions).not.toHaveProperty(verb);
  });

  test("continues under a new secret, and its token is signed with the newest one", async () => {
    const { browser, clock } = await signedInTo("stateless", { secret: OLDER_SECRET });
    const both = createStatelessService({ secret: [SECRET, OLDER_SECRET], clock });
    browser.obey(await both.sessions.refresh(browser.request({ method: "POST" })));
    const newest = createStatelessService({ secret: SECRET, clock });
    expect((await newest.sessions.refresh(browser.request({ method: "POST" }))).status).toBe(
      "authenticated",
    );
  });

  test("has the data of its newest token, and an update by an access token alone lasts as long as that token", async () => {
    const { sessions, created, clock } = await signedInTo("stateless");
    const native = createBrowser();
    const { accessToken, sessionToken } = created.tokens ?? {};
    const post = (token: string | null | undefined) =>
      native.request({ method: "POST", headers: bearer(token) });
    const updated = authenticated(
      await sessions.update(created.session, { a: 1 }, post(accessToken)),
    );
    expect(updated.tokens?.sessionToken).toBeNull();
    const read = await sessions.resolve(post(updated.tokens?.accessToken));
    expect(read.session?.data).toEqual({ a: 1 });
    const lasting = authenticated(
      await sessions.update(created.session, { b: 1 }, post(sessionToken)),
    );
    clock.advance("20m");
    const later = await sessions.refresh(post(lasting.tokens?.sessionToken));
    expect(later.session?.data).toEqual({ b: 1 });
  });

  test("accepts its two tokens only in their own places, spelling, issuer and audience", async () => {
    const { sessions, created } = await signedInTo("stateless");
    const { accessToken, sessionToken } = created.tokens ?? {};
    const foreign = await Promise.all(
      [{ issuer: "https://other.example" }, { audience: "https://other.example" }].map(
        async (options) => (await signedInTo("stateless", options)).created.tokens?.sessionToken,
      ),
    );
    for (const [name, value] of [
      [SESSION, accessToken],
      [ACCESS, sessionToken],
      [SESSION, `${sessionToken}=`],
      ...foreign.map((token) => [SESSION, token] as const),
    ] as const) {
      const browser = createBrowser();
      browser.jar.set(name, value as string);
      expect(await sessions.resolve(browser.request())).toMatchObject({ reason: "malformed" });
    }
  });

  test("that ends while a change of it is under way is not continued by that change", async () => {
    for (const verb of ["renew", "update", "refresh"] as const) {
      let release = (): void => undefined;
      let held: Promise<void> | null = null;
      const { sessions, browser, created } = await signedInTo("stateless", {
        loadUser: async (id) => {
          await held;
          return { id, name: id, role: "admin" };
        },
      });
      held = new Promise((resolve) => {
        release = resolve;
      });
      const request = browser.request({ method: "POST" });
      const changing =
        verb === "renew"
          ? sessions.renew(created.session, { request })
          : verb === "update"
            ? sessions.update(created.session, { a: 1 }, request)
            : sessions.refresh(request);
      browser.obey(await sessions.signOut(browser.request({ method: "POST" })));
      release();
      const outcome = await changing;
      if (sessions.isCurrent(outcome)) browser.obey(outcome);
      expect([verb, browser.jar.size]).toEqual([verb, 0]);
    }
  });
});
