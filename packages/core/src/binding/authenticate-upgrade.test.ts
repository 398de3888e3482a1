import { expect, test } from "vitest";
import { signedIn } from "../../test/signed-in.ts";
import { authenticateUpgrade } from "./authenticate-upgrade.ts";

const SAME_ORIGIN = { headers: { "sec-fetch-site": "same-origin" } };

test.each(["jwt", "database"] as const)(
  "a connection is checked again within 15 minutes, strategy %s",
  async (strategy) => {
    const { sessions, browser } = await signedIn({ strategy });
    const { session, expiresIn, refusal } = await authenticateUpgrade(
      sessions,
      browser.request(SAME_ORIGIN),
    );
    expect(session).toMatchObject({ userId: "ada" });
    expect(refusal).toBeNull();
    expect(expiresIn).toBeGreaterThan(14 * 60);
    expect(expiresIn).toBeLessThanOrEqual(15 * 60);
  },
);

test("a connection is checked again when its session ends, if that is sooner", async () => {
  const lifetime = { idle: "5m", access: "5m" } as const;
  const { sessions, browser } = await signedIn({ strategy: "database", lifetime });
  expect((await authenticateUpgrade(sessions, browser.request(SAME_ORIGIN))).expiresIn).toBe(300);
});

test("an accepted connection has a signal for the end of its session, until it is closed", async () => {
  const { sessions, browser } = await signedIn();
  const closed = new AbortController();
  const open = await authenticateUpgrade(sessions, browser.request(SAME_ORIGIN));
  const gone = await authenticateUpgrade(sessions, browser.request(SAME_ORIGIN), closed.signal);
  expect(gone.signal).toBe(gone.signal);
  closed.abort();
  await sessions.revoke(open.session?.id as string);
  expect(open.signal).toMatchObject({ aborted: true, reason: "revoked" });
  expect(gone.signal?.aborted).toBe(false);
});

test("a longer lifetime of access tokens is the application's own choice", async () => {
  const { sessions, browser } = await signedIn({ lifetime: { access: "1h" } });
  const { expiresIn } = await authenticateUpgrade(sessions, browser.request(SAME_ORIGIN));
  expect(expiresIn).toBeGreaterThan(56 * 60);
});
