import { describe, expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { createOldLibrary, OLD_COOKIE } from "../../test/old-library.ts";
import { createService, type ServiceOptions } from "../../test/service.ts";
import { authenticated, STRATEGIES } from "../../test/signed-in.ts";
import type { Outcome, Session } from "../index.ts";

/** A record of each kind that a store has, and a browser with its cookies. */
const KINDS = ["user", "guest", "impersonation"] as const;

async function start(kind: (typeof KINDS)[number], options: ServiceOptions) {
  const service = createService(options);
  const { sessions } = service;
  const browser = createBrowser();
  const send = () => browser.request({ method: "POST" });
  let outcome: Outcome;
  if (kind === "guest") outcome = await sessions.updateGuest(send(), { step: 1 });
  else {
    const data = { step: 1 };
    outcome = await sessions.create("ada", { request: send(), ...(kind === "user" && { data }) });
    browser.obey(outcome);
    const acting = { reason: "Ticket 4711", data };
    if (kind === "impersonation") outcome = await sessions.impersonate(send(), "bob", acting);
  }
  browser.obey(outcome);
  const found = outcome.status === "unauthenticated" ? outcome.guest : outcome.session;
  if (!found) throw new Error(`no ${kind}`);
  const userId = { user: "ada", guest: null, impersonation: "bob" }[kind];
  return { ...service, browser, send, outcome, found, userId };
}

describe.each(STRATEGIES)("strategy %s", (strategy) => {
  describe.each(KINDS)("the id of a session of the kind %s", (kind) => {
    test("an update by it answers as a request of the session does", async () => {
      const { sessions, found, send, outcome, events, userId, store } = await start(kind, {
        strategy,
      });
      const updated = await sessions.update(found.id, ({ step }) => ({ step: Number(step) + 1 }));
      expect(updated).toMatchObject({ status: outcome.status, reason: outcome.reason });
      expect(updated.cookies).toEqual([]);
      const seen = await sessions.resolve(send(), { verify: "store" });
      for (const one of [updated, seen]) {
        const changed = one.status === "unauthenticated" ? one.guest : one.session;
        expect(changed).toMatchObject({ id: found.id, data: { step: 2 } });
      }
      expect(await store.find(found.id)).toMatchObject({ data: { step: 2 } });
      expect(events.filter(({ type }) => type === "session.updated")).toMatchObject([
        { sessionId: found.id, userId },
      ]);
    });

    test("an update with its request refreshes its cookies, and no other", async () => {
      const { sessions, found, browser, send, outcome } = await start(kind, { strategy });
      const updated = await sessions.update(found.id, { step: 2 }, send());
      expect(updated.status).toBe(outcome.status);
      browser.obey(updated);
      expect(await sessions.resolve(send())).toMatchObject({
        ...{ status: outcome.status, reason: outcome.reason },
      });
    });

    test("a revocation by it ends the session", async () => {
      const { sessions, found, send, store } = await start(kind, { strategy });
      expect(await sessions.revoke(found.id)).toBe(true);
      expect(await store.find(found.id)).toBeNull();
      expect(await sessions.resolve(send(), { verify: "store" })).toMatchObject({
        ...{ status: "unauthenticated", reason: "revoked" },
      });
      expect(await sessions.update(found.id, { step: 2 })).toMatchObject({ reason: "revoked" });
    });
  });

  test("a guest cannot be renewed, whichever credentials are presented, and stays a guest", async () => {
    const { sessions, found, send, store, types } = await start("guest", { strategy });
    const before = await store.find(found.id);
    for (const authenticated of [true, false]) {
      for (const request of [undefined, send()]) {
        const renewed = await sessions.renew(found as Session<never>, { request, authenticated });
        expect(renewed).toMatchObject({ status: "unauthenticated", reason: "guest", cookies: [] });
      }
    }
    expect(await store.find(found.id)).toEqual(before);
    expect(types()).not.toContain("renewed");
    expect(await sessions.resolve(send())).toMatchObject({ reason: "guest" });
  });

  test("the id of a mark of an adopted credential is that of no session", async () => {
    const old = createOldLibrary();
    old.sessions.set(`mark-${strategy}`, { userId: "ada" });
    const { sessions, store, clock } = createService({ strategy, adopt: [old.adopter] });
    const browser = createBrowser();
    browser.jar.set(OLD_COOKIE, `mark-${strategy}`);
    const { session } = authenticated(await sessions.resolve(browser.request()));
    const records = await store.findByUser("ada", new Date(clock()));
    const mark = records.find(({ id }) => id !== session.id);
    if (!mark) throw new Error("no mark");
    expect(await sessions.update(mark.id, { step: 2 })).toMatchObject({ reason: "unknown" });
    expect(await sessions.revoke(mark.id)).toBe(false);
    expect(await store.find(mark.id)).toEqual(mark);
  });
});
