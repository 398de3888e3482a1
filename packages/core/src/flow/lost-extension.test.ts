import { expect, test } from "vitest";
import { bearer, createBrowser } from "../../test/browser.ts";
import { ACCESS, signedIn } from "../../test/signed-in.ts";

/** Ada used her session until a moment ago, and a backup was restored, in which it has been idle for too long since. */
async function afterRestoredBackup(): ReturnType<typeof signedIn> {
  const app = await signedIn({ lifetime: { idle: "7d" } });
  const { store, created, clock, resolve } = app;
  const backup = await store.find(created.session.id);
  if (!backup) throw new Error("There is no record to back up.");
  for (const time of ["6d", "2d"] as const) {
    clock.advance(time);
    await resolve();
  }
  await store.delete(backup.id);
  await store.insert(backup);
  return app;
}

test("by its cookies, the session is continued, also where the store is read", async () => {
  const app = await afterRestoredBackup();
  expect((await app.resolve(app.browser, { verify: "store" })).status).toBe("authenticated");
  expect(app.types()).toContain("healed");
  expect((await app.refresh()).status).toBe("authenticated");
});

test("an access token alone is not over: its client still has the session token", async () => {
  const { sessions, browser, created } = await afterRestoredBackup();
  const headers = bearer(browser.jar.get(ACCESS));
  const request = createBrowser().request({ headers });
  const absent = { status: "unauthenticated", reason: "absent", cookies: [] };
  expect(await sessions.resolve(request, { verify: "store" })).toMatchObject(absent);
  expect(await sessions.update(created.session, { theme: "dark" }, request)).toMatchObject(absent);
});

test("without its extension, the session has expired", async () => {
  const app = await signedIn({ lifetime: { idle: "7d" } });
  const { store, created, clock } = app;
  await store.update(created.session.id, 2, { idleExpiresAt: new Date(clock() + 60_000) });
  clock.advance("2m");
  const outcome = await app.resolve(app.browser, { verify: "store" });
  expect(outcome).toMatchObject({ status: "unauthenticated", reason: "expired_idle" });
  expect(app.types()).toEqual(["created", "expired"]);
});
