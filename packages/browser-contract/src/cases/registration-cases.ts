import { expect, test } from "vitest";
import { REFRESH, REGISTER } from "../harness/bound-app.ts";
import type { Subject } from "../harness/subject.ts";

export function registrationCases({ app, openUser, signInRoutes = [] }: Subject): void {
  test("a sign-in by a script binds the session, once", async () => {
    const { signIn, device, send, expire, prove } = await openUser("script");
    await app().mark();
    await signIn();
    const { boundCookie, origin, requestsOf, refreshes } = app();
    expect(await device.sessions()).toEqual([
      { id: expect.any(String), refreshUrl: origin + REFRESH, cookies: [boundCookie] },
    ]);
    expect(requestsOf(REGISTER).map(({ status }) => status)).toEqual([200]);
    await prove();
    await expire();
    expect(await send("/protected")).toMatchObject({ status: 200 });
    expect(requestsOf(REGISTER)).toHaveLength(1);
    expect(refreshes().map(({ status }) => status)).toEqual([200, 200]);
    expect(await app().events()).toContain("session.bound");
  });

  test.each(signInRoutes)("a sign-in at %s binds the session", async (route) => {
    const { device, open, send, expire } = await openUser("route");
    const created = device.nextEvent("creation");
    expect(await open(`${route}?user=route`)).toBe(200);
    expect(await created).toMatchObject({ succeeded: true });
    await app().mark();
    await expire();
    expect(await send("/protected")).toEqual({ status: 200, body: { user: "route" } });
    expect(app().refreshes()).toHaveLength(1);
  });

  test("a bound session is offered no second key, except by a step-up", async () => {
    const { signIn, prove, send, open, device } = await openUser("once");
    await signIn();
    await prove();
    const [session] = await device.sessions();
    await app().mark();
    for (const path of ["/who", "/now", "/seed"]) await send(path);
    await send("/note", "POST", { note: "changed" });
    await open("/protected");
    const offers = app()
      .requests()
      .filter(({ answer }) => "secure-session-registration" in answer);
    expect(offers).toEqual([]);
    expect(await device.sessions()).toEqual([session]);
  });
}
