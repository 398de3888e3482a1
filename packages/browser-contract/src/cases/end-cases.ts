import { expect, test } from "vitest";
import type { Subject } from "../harness/subject.ts";

export function endCases({ app, openUser, strategy }: Subject): void {
  test("a sign-out clears all cookies, and the browser deletes its session at its next request", async () => {
    const { signIn, prove, send, open, cookieNames, device } = await openUser("leaving");
    await signIn();
    await prove();
    expect(await send("/sign-out", "POST")).toMatchObject({ status: 200, body: { revoked: 1 } });
    expect(await cookieNames()).toEqual([]);
    const ended = device.nextEvent("termination");
    expect(await open("/who")).toBe(200);
    await ended;
    expect(await device.sessions()).toEqual([]);
    expect(await cookieNames()).toEqual([]);
    expect(await send("/protected")).toMatchObject({ status: 401 });
  });

  test("a sign-in over a bound session binds the new one, and the old one is refreshed once at most", async () => {
    const { signIn, prove, send, expire, device } = await openUser("first");
    const old = await signIn();
    await prove();
    const user = `second-${strategy}`;
    const { sessionId } = await signIn({ user });
    expect(sessionId).not.toBe(old.sessionId);
    await app().mark();
    for (const _ of [1, 2]) {
      await expire();
      expect(await send("/protected")).toEqual({ status: 200, body: { user } });
    }
    // The browser begins with either session, and deletes the old one at its refresh.
    const refreshed = app()
      .refreshes()
      .map(({ headers }) => headers["sec-secure-session-id"]);
    expect(refreshed.filter((id) => id === sessionId)).toHaveLength(2);
    expect(refreshed.length).toBeLessThanOrEqual(3);
    expect((await device.sessions()).map(({ id }) => id)).toContain(sessionId);
  });

  test("a sign-in in the same browser after a sign-out binds the new session", async () => {
    const { signIn, prove, send, expire, device } = await openUser("returning");
    await signIn();
    await prove();
    await send("/sign-out", "POST");
    await signIn();
    await expire();
    expect(await send("/protected")).toMatchObject({ status: 200 });
    expect(await device.sessions()).toHaveLength(1);
  });
}
