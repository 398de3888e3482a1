import { expect, test } from "vitest";
import { REFRESH, REGISTER } from "../harness/bound-app.ts";
import type { Subject } from "../harness/subject.ts";

export function lossCases({ app, openUser }: Subject): void {
  test("a lost answer to a registration is repeated if the browser sends it again, and costs no session in any case", async () => {
    const { signIn, expire, send } = await openUser("lost-registration");
    await app().mark();
    app().proxy.failNext(REGISTER, "lost");
    const { succeeded } = await signIn();
    // Chromium sends the request again if it has used the connection before.
    const [first, ...repeated] = app().requestsOf(REGISTER);
    expect(first?.status).toBeNull();
    expect(repeated.map(({ status }) => status)).toEqual(succeeded ? [200] : []);
    for (const _ of [1, 2]) {
      await expire();
      expect(await send("/protected")).toMatchObject({ status: 200 });
    }
    expect(app().refreshes()).toHaveLength(succeeded ? 2 : 0);
  });

  test("a user whose browser never receives the answer to its registration stays signed in, without a binding", async () => {
    const { signIn, expire, send, device } = await openUser("failed-registration");
    app().proxy.failNext(REGISTER, "broken");
    await signIn();
    expect(await device.sessions()).toEqual([]);
    for (const _ of [1, 2]) {
      await expire();
      expect(await send("/protected")).toMatchObject({ status: 200 });
    }
  });

  test("a lost answer to a refresh costs no session", async () => {
    const { signIn, prove, expire, send, device } = await openUser("lost-refresh");
    await signIn();
    await prove();
    for (const _ of [1, 2]) {
      app().proxy.failNext(REFRESH, "lost");
      await expire();
      // Chromium refreshes again at once on a connection that it has used before, and at the next request otherwise.
      expect([200, 503]).toContain((await send("/protected")).status);
      expect(await send("/protected")).toMatchObject({ status: 200 });
    }
    expect(await device.sessions()).toHaveLength(1);
  });

  test("while the store is down, requests are answered 503, and nothing is lost", async () => {
    const { signIn, prove, expire, send, device, cookieNames } = await openUser("outage");
    await signIn();
    await prove();
    await expire();
    const cookies = await cookieNames();
    const sessions = await device.sessions();
    const restore = await app().takeStoreDown();
    await app().mark();
    // After four failures, Chromium waits before it tries again.
    for (const _ of [1, 2, 3]) expect(await send("/protected")).toMatchObject({ status: 503 });
    expect(
      app()
        .refreshes()
        .map(({ status }) => status),
    ).toEqual(Array(3).fill(503));
    await restore();
    expect([await cookieNames(), await device.sessions()]).toEqual([cookies, sessions]);
    expect(await send("/protected")).toMatchObject({ status: 200 });
  });

  test("a lost binding is a step-up, and the session is bound to a new key by it", async () => {
    const { signIn, stepUp, prove, expire, send, open, device, cookieNames } =
      await openUser("unbound");
    await signIn();
    await prove();
    app().proxy.failNext(REFRESH, { status: 401 });
    await expire();
    expect(await send("/protected")).toMatchObject({
      status: 401,
      body: { code: "binding_required" },
    });
    expect(await device.sessions()).toEqual([]);
    expect(await cookieNames()).toEqual(["__Host-session"]);
    await open("/who");
    expect(await stepUp()).toMatchObject({ succeeded: true });
    await prove();
    expect(await device.sessions()).toHaveLength(1);
  });
}
