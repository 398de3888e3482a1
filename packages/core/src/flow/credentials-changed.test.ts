import { describe, expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { createOldLibrary, OLD_COOKIE } from "../../test/old-library.ts";
import { createService } from "../../test/service.ts";
import { MODES, STRATEGIES, signedInTo } from "../../test/signed-in.ts";

/** When the password of each user was changed. */
function changes() {
  const changed = new Map<string, Date>();
  const credentialsChangedAt = ({ id }: { id: string }) => changed.get(id);
  return { changed, credentialsChangedAt };
}

describe.each(MODES)("a change of credentials (%s)", (mode) => {
  test("ends sessions that proved their identity before it, from ten seconds after it", async () => {
    const { changed, credentialsChangedAt } = changes();
    const { refresh, clock, events } = await signedInTo(mode, { credentialsChangedAt });
    clock.advance("1h");
    changed.set("ada", new Date(clock()));
    clock.advance(9);
    expect((await refresh()).status).toBe("authenticated");
    clock.advance(1);
    expect(await refresh()).toMatchObject({
      status: "unauthenticated",
      reason: "credentials_changed",
    });
    const ended = events.filter(({ type }) => type === "session.revoked");
    expect(ended).toMatchObject([{ reason: "credentials_changed", userId: "ada" }]);
  });

  test("is not outlived by an access token that is issued in these ten seconds", async () => {
    const { changed, credentialsChangedAt } = changes();
    const { sessions, refresh, resolve, clock } = await signedInTo(mode, { credentialsChangedAt });
    clock.advance("1h");
    changed.set("ada", new Date(clock()));
    clock.advance(4);
    const outcome = await refresh();
    if (outcome.status !== "authenticated") throw new Error("signed out");
    if (mode !== "database") expect(outcome.expiresIn).toBe(6);
    clock.advance(5);
    expect((await resolve()).status).toBe("authenticated");
    clock.advance(1);
    expect(await sessions.user(outcome.session)).toBeNull();
    // An access token is accepted for 5 s more, for clocks that differ.
    if (mode !== "database") clock.advance(5);
    expect(await resolve()).toMatchObject({ reason: "credentials_changed" });
  });

  test("keeps the session that is renewed with a proof of identity, also if another tab is quicker", async () => {
    const { changed, credentialsChangedAt } = changes();
    const { sessions, browser, resolve, refresh, clock } = await signedInTo(mode, {
      credentialsChangedAt,
    });
    clock.advance("1h");
    const { session } = await refresh();
    changed.set("ada", new Date(clock()));
    clock.advance(1);
    await refresh();
    if (!session) throw new Error("signed out");
    const request = browser.request({ method: "POST" });
    browser.obey(await sessions.renew(session, { request, authenticated: true }));
    clock.advance("20m");
    await refresh();
    expect((await resolve()).status).toBe("authenticated");
  });

  test("is no end for a renewal that comes late, with a proof of identity", async () => {
    const { changed, credentialsChangedAt } = changes();
    const { sessions, browser, clock, refresh } = await signedInTo(mode, { credentialsChangedAt });
    const { session } = await refresh();
    clock.advance(30);
    changed.set("ada", new Date(clock() - 15_000));
    if (!session) throw new Error("signed out");
    const request = browser.request({ method: "POST" });
    const renewed = await sessions.renew(session, { request, authenticated: true });
    expect(renewed.status).toBe("authenticated");
  });

  test("concerns no other user, and no sign-in after it", async () => {
    const { changed, credentialsChangedAt } = changes();
    const { sessions, refresh, clock } = await signedInTo(mode, { credentialsChangedAt });
    clock.advance("1h");
    changed.set("bob", new Date(clock()));
    clock.advance("1m");
    expect((await refresh()).status).toBe("authenticated");
    const browser = createBrowser();
    browser.obey(await sessions.create("bob", { request: browser.request() }));
    clock.advance("20m");
    expect((await sessions.refresh(browser.request())).status).toBe("authenticated");
  });

  test("is seen where the user of a session is loaded", async () => {
    const { changed, credentialsChangedAt } = changes();
    const { sessions, refresh, browser, clock } = await signedInTo(mode, { credentialsChangedAt });
    await refresh();
    changed.set("ada", new Date(clock() + 20_000));
    clock.advance(40);
    const outcome = await sessions.resolve(browser.request());
    expect(outcome.session && (await sessions.user(outcome.session))).toBeNull();
  });
});

test.each(STRATEGIES)(
  "a session of another library from before the change is not adopted (%s)",
  async (strategy) => {
    const { changed, credentialsChangedAt } = changes();
    const old = createOldLibrary();
    const { sessions, clock, events } = createService({
      strategy,
      credentialsChangedAt,
      adopt: [old.adopter],
    });
    const credential = `changed-${strategy}`;
    old.sessions.set(credential, { userId: "ada", createdAt: new Date(clock()) });
    clock.advance("1h");
    changed.set("ada", new Date(clock()));
    clock.advance("1m");
    const browser = createBrowser();
    browser.jar.set(OLD_COOKIE, credential);
    expect((await sessions.resolve(browser.request())).status).toBe("unauthenticated");
    expect(events).toMatchObject([
      { type: "session.adoption_refused", reason: "credentials_changed" },
    ]);
  },
);

test("the option needs a user, and must return a date", async () => {
  const credentialsChangedAt = () => new Date();
  expect(() =>
    createService({
      loadUser: undefined,
      claims: undefined,
      publicUser: undefined,
      credentialsChangedAt,
    }),
  ).toThrow("credentialsChangedAt");
  const { sessions } = createService({ credentialsChangedAt: (() => "today") as never });
  await expect(sessions.create("ada")).rejects.toThrow("credentialsChangedAt");
});
