import { describe, expect, test } from "vitest";
import { bearer, createBrowser } from "../../../test/browser.ts";
import { type Device, statusesOf } from "../../../test/device.ts";
import type { ServiceOptions } from "../../../test/service.ts";
import {
  ACCESS,
  authenticated,
  copyOf,
  SESSION,
  STRATEGIES,
  signedIn,
} from "../../../test/signed-in.ts";
import { provenIn, signedInBound } from "../../../test/signed-in-bound.ts";
import type { SetCookie } from "../../index.ts";

const REFUSED = { status: "unauthenticated", session: null, reason: "binding_required" };
const why = { reason: "Ticket 4711" };

/** Ada, whose session is bound to her browser, acts as Bob. */
async function actingAsBob(options: ServiceOptions = {}, start = provenIn) {
  const signed = await start(options);
  const { sessions, device } = signed;
  const before = copyOf(device);
  const started = authenticated(await sessions.impersonate(device.request(), "bob", why));
  device.obey(started);
  const end = async (from: Pick<Device, "request" | "obey"> = device) => {
    const outcome = await sessions.endImpersonation(from.request({ method: "POST" }));
    from.obey(outcome);
    return outcome;
  };
  return { ...signed, before, started: started.session, end };
}

const own = (token: string | undefined): string => (token as string).split("~")[0] as string;
const actors = (token: string | undefined): string => (token as string).split("~")[1] as string;

describe.each(STRATEGIES)(
  "an impersonation by an actor whose session is bound (%s)",
  (strategy) => {
    test("is refreshed by the same proofs, and returns to the actor's session", async () => {
      const { device, clock, resolve, end, id, started } = await actingAsBob({ strategy });
      for (let round = 0; round < 3; round++) {
        clock.advance("9m");
        device.expire();
        expect(statusesOf(await device.refresh()).at(-1)).toBe(200);
        expect((await resolve()).session).toMatchObject({ id: started.id, userId: "bob" });
        expect(device.bound?.id).toBe(id);
      }
      expect((await end()).session).toMatchObject({ id, userId: "ada", actor: null });
      expect((await resolve()).session).toMatchObject({ id, userId: "ada" });
      for (let round = 0; round < 3; round++) {
        clock.advance("15m");
        device.expire();
        expect(statusesOf(await device.refresh()).at(-1)).toBe(200);
        expect((await resolve()).session).toMatchObject({ id, userId: "ada" });
      }
    });

    test("needs one signature for a refresh after its first", async () => {
      const { device, clock } = await actingAsBob({ strategy });
      for (const expected of [[403, 200], [200], [200]]) {
        clock.advance("5m");
        device.expire();
        expect(statusesOf(await device.refresh())).toEqual(expected);
      }
    });

    test("is worth nothing to a thief without the key, in whole or in parts", async () => {
      const { device, clock, resolve, refresh, sessions, end, types } = await actingAsBob({
        strategy,
      });
      const thief = copyOf(device);
      expect((await resolve(thief)).session).toMatchObject({ userId: "bob" });
      clock.advance("16m");
      const copied = thief.jar.get(SESSION);
      for (const token of [copied, own(copied), actors(copied)] as string[]) {
        const browser = copyOf(thief);
        browser.jar.set(SESSION, token);
        for (const outcome of [await resolve(browser), await refresh(browser)])
          expect(outcome).toMatchObject(REFUSED);
        const other = createBrowser();
        const post = { method: "POST", headers: bearer(token) };
        expect(await sessions.resolve(other.request(post))).toMatchObject(REFUSED);
        expect(await sessions.refresh(other.request({ method: "POST" }), token)).toMatchObject(
          REFUSED,
        );
        await expect(sessions.impersonate(browser.request(), "bob", why)).resolves.toMatchObject(
          REFUSED,
        );
      }
      expect(types()).not.toContain("reused");
      device.expire();
      expect(statusesOf(await device.refresh()).at(-1)).toBe(200);
      expect((await resolve()).session).toMatchObject({ userId: "bob" });
      clock.advance("16m");
      expect(await end(thief)).toMatchObject({ session: null });
      expect(await resolve(thief)).toMatchObject(REFUSED);
    });

    test("gives a thief no longer life, however often it is started and ended", async () => {
      const { clock, resolve, end, before, sessions } = await actingAsBob({ strategy });
      const thief = before;
      for (let turn = 0; turn < 4; turn++) {
        clock.advance("4m");
        thief.obey(await sessions.impersonate(thief.request(), "bob", why));
        await end(thief);
      }
      expect(await resolve(thief)).toMatchObject({ session: null });
      expect(thief.jar.has(ACCESS)).toBe(false);
    });

    test("leaves the actor signed in if it ends without a proof", async () => {
      const { device, clock, resolve, end, id } = await actingAsBob({ strategy });
      clock.advance("16m");
      device.expire();
      expect(await end()).toMatchObject(REFUSED);
      expect(await resolve()).toMatchObject(REFUSED);
      expect(statusesOf(await device.refresh()).at(-1)).toBe(200);
      expect((await resolve()).session).toMatchObject({ id, userId: "ada" });
    });

    test.each([
      ["has expired", "31m", false],
      ["was ended by its user", "16m", true],
    ] as const)(
      "that %s is over, and its browser continues with the actor's session",
      async (_, after, ends) => {
        const { device, clock, resolve, id, sessions, started } = await actingAsBob({ strategy });
        if (ends) await sessions.revoke(started.id);
        clock.advance(after);
        device.expire();
        // Not as the actor: the request that waits for this one was meant for the user.
        expect(statusesOf(await device.refresh())).toEqual([503]);
        expect(device.bound).not.toBeNull();
        expect(await resolve()).toMatchObject({ session: null });
        expect(statusesOf(await device.refresh()).at(-1)).toBe(200);
        expect((await resolve()).session).toMatchObject({ id, userId: "ada" });
      },
    );

    test("is over in the browser once the actor's session has ended", async () => {
      const { device, clock, resolve, sessions } = await actingAsBob({ strategy });
      await sessions.revokeUser("ada");
      clock.advance("16m");
      device.expire();
      expect(statusesOf(await device.refresh()).at(-1)).toBe(200);
      expect(device.bound).toBeNull();
      // The cookie of the actor's session is back, and is refused and cleared as well.
      for (let request = 0; request < 2; request++)
        expect((await resolve()).status).toBe("unauthenticated");
      expect(device.jar.has(SESSION)).toBe(false);
    });

    test("that began before the key was proven is bound by the first proof", async () => {
      const { device, clock, resolve, end } = await actingAsBob({ strategy }, signedInBound);
      const thief = copyOf(device);
      clock.advance("16m");
      expect((await resolve(thief)).session).toMatchObject({ userId: "bob" });
      device.expire();
      expect(statusesOf(await device.refresh()).at(-1)).toBe(200);
      expect((await resolve()).session).toMatchObject({ userId: "bob" });
      expect((await end()).session).toMatchObject({ userId: "ada" });
      clock.advance("16m");
      expect(await resolve(thief)).toMatchObject({ session: null });
      device.expire();
      expect(statusesOf(await device.refresh()).at(-1)).toBe(200);
      expect((await resolve()).session).toMatchObject({ userId: "ada" });
    });

    test("refuses another key, and reports it for the session of the browser", async () => {
      const { device, sessions, events, id } = await actingAsBob({ strategy });
      const other = await provenIn({ strategy });
      device.expire();
      const proof = await other.device.sign(device.challenge ?? "");
      const answer = await sessions.handle(
        device.request({
          method: "POST",
          url: "/api/auth/bound/refresh",
          headers: { "sec-secure-session-id": id, "secure-session-response": proof },
        }),
      );
      expect(answer?.status).toBe(401);
      expect(events.at(-1)).toMatchObject({ type: "session.binding_failed", sessionId: id });
    });
  },
);

test("a user whose claims outgrow the cookie ends the binding of the impersonation and of its actor", async () => {
  const { device, clock, resolve, end, users } = await actingAsBob();
  users.set("bob", { id: "bob", name: "BOB", role: "x".repeat(4000) });
  clock.advance("16m");
  device.expire();
  await device.refresh();
  expect(device.bound).toBeNull();
  expect((await resolve()).session).toMatchObject({ userId: "bob" });
  expect((await end()).session).toMatchObject({ userId: "ada" });
  clock.advance("16m");
  device.expire();
  expect((await resolve()).session).toMatchObject({ userId: "ada" });
});

test.each(STRATEGIES)("an impersonation is not offered a key of its own (%s)", async (strategy) => {
  const { sessions, browser } = await signedIn({ strategy, deviceBound: "offer" });
  const started = await sessions.impersonate(browser.request(), "bob", why);
  expect(started.cookies.some(({ registration }) => registration)).toBe(false);
  browser.obey(started);
  const request = browser.request();
  expect(sessions.deferredOffer(request, await sessions.resolve(request))).toBeNull();
});

describe.each(STRATEGIES)("the cookies of an actor whose session is bound (%s)", (strategy) => {
  const ages = (cookies: readonly SetCookie[]) =>
    Object.fromEntries(cookies.map(({ name, maxAge }) => [name, maxAge]));

  test("have a Max-Age after each change, and the session cookie if it is remembered", async () => {
    const { device, clock, sessions, end, created, id, store } = await actingAsBob({ strategy });
    const record = await store.find(id);
    const rest = () => (Number(record?.idleExpiresAt) - clock()) / 1_000 + 86_400;
    const returned = await end();
    expect(ages(returned.cookies)[SESSION]).toBeGreaterThanOrEqual(rest());
    const session = returned.session as never;
    for (const { cookies } of [
      created,
      returned,
      await sessions.update(session, { note: "a" }, device.request({ method: "POST" })),
      await sessions.renew(session, { request: device.request(), authenticated: true }),
      await sessions.impersonate(device.request(), "bob", why),
    ])
      for (const [name, maxAge] of Object.entries(ages(cookies)))
        expect([name, maxAge]).toEqual([name, expect.any(Number)]);
  });

  test.each([
    ["ended without a proof", "16m", "end"],
    ["expired", "31m", "resolve"],
  ] as const)(
    "hand back a remembered session if the impersonation has %s",
    async (_, after, how) => {
      const { device, clock, resolve, end, store, id } = await actingAsBob({ strategy });
      const record = await store.find(id);
      clock.advance(after);
      device.expire();
      const { cookies } = how === "end" ? await end() : await resolve();
      const rest = (Number(record?.idleExpiresAt) - clock()) / 1_000 + 86_400;
      expect(ages(cookies)[SESSION]).toBeGreaterThanOrEqual(rest);
    },
  );
});
