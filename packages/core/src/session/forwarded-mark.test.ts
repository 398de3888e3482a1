import { describe, expect, test } from "vitest";
import { bound } from "../../test/bound.ts";
import { createBrowser } from "../../test/browser.ts";
import { createService, OLDER_SECRET, SECRET } from "../../test/service.ts";
import { copyOf, STRATEGIES, signedIn } from "../../test/signed-in.ts";

const FORWARDED_MARK = "x-sessionkit-forwarded";

describe.each(STRATEGIES)(
  "a session token that a proxy has set on the request, strategy %s",
  (strategy) => {
    /** A proxy refreshes in place and forwards the request with the new cookies; its answer is lost. */
    const forward = async (mark?: (own: string) => string) => {
      const app = await signedIn({
        strategy,
        ...(strategy === "database" ? { rotateEvery: "10m" as const } : {}),
      });
      const { sessions, browser, clock, store, created } = app;
      clock.advance("20m");
      const outcome = await sessions.resolve(browser.request());
      const own = sessions.forwardedMark(outcome.cookies) as string;
      const inside = copyOf(browser);
      inside.obey(outcome);
      const headers = { [FORWARDED_MARK]: mark ? mark(own) : own };
      for (let time = 0; time < 2; time++) {
        await sessions.resolve(inside.request({ headers }), { verify: "store" });
        clock.advance("2m");
      }
      const seen = (await store.find(created.session.id))?.seenGeneration;
      return { ...app, seen };
    };

    test("does not count as presented, so that the loss of the answer signs no user out", async () => {
      const { seen, resolve, clock } = await forward();
      expect(seen).not.toBe(2);
      clock.advance("5m");
      expect((await resolve()).status).toBe("authenticated");
    });

    test.each([
      ["another mark", (own: string) => (own.startsWith("A") ? "B" : "A") + own.slice(1)],
      ["no mark", () => ""],
      ["a long text", (own: string) => own.repeat(9)],
    ])("counts as presented with %s", async (_, mark) => {
      expect((await forward(mark)).seen).toBe(2);
    });

    test("is marked under an older secret while a deployment changes it", async () => {
      const { sessions, browser, clock, store, created } = await signedIn({
        strategy,
        secret: OLDER_SECRET,
        ...(strategy === "database" ? { rotateEvery: "10m" as const } : {}),
      });
      clock.advance("20m");
      const outcome = await sessions.resolve(browser.request());
      const mark = sessions.forwardedMark(outcome.cookies) as string;
      browser.obey(outcome);
      const next = createService({ strategy, store, clock, secret: [SECRET, OLDER_SECRET] });
      const request = browser.request({ headers: { [FORWARDED_MARK]: mark } });
      await next.sessions.resolve(request, { verify: "store" });
      expect((await store.find(created.session.id))?.seenGeneration).not.toBe(2);
    });
  },
);

test("there is nothing to mark where no session token was set", async () => {
  const { sessions, browser } = await signedIn();
  expect(sessions.forwardedMark([])).toBeNull();
  const out = await sessions.signOut(browser.request({ method: "POST" }));
  expect(sessions.forwardedMark(out.cookies)).toBeNull();
});

test("what a request refreshed in place is minted for the rest of it, and only of it", async () => {
  const { sessions, browser, clock } = await signedIn();
  const quiet = bound(sessions, browser);
  await quiet.resolve();
  expect(quiet.minted).toBe(false);
  clock.advance("16m");
  const refreshing = bound(sessions, browser);
  await refreshing.resolve();
  expect(refreshing.minted).toBe(true);
  expect(bound(sessions, createBrowser()).minted).toBe(false);
});
