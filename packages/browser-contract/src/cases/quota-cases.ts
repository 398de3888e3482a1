import { startBoundBrowser } from "@sessionkit/test-servers/browser";
import { expect, onTestFinished, test } from "vitest";
import { REGISTER } from "../harness/bound-app.ts";
import type { Subject } from "../harness/subject.ts";
import { createUser } from "../harness/user.ts";

/** Chromium signs 6 times in 9 minutes, the registration included. */
const REFRESHES = 5;

export function quotaCases({ app, pins, strategy }: Subject): void {
  test("when the browser signs no more, a bound session is refused for a time, and a sign-in is not bound", async () => {
    const browser = await startBoundBrowser({ pins: pins(), quota: true });
    onTestFinished(browser.close);
    const device = await browser.openDevice();
    const { signIn, expire, send, cookieNames } = await createUser(app(), device, "quota");
    await signIn();
    for (let refresh = 0; refresh < REFRESHES; refresh++) {
      await expire();
      expect(await send("/protected")).toMatchObject({ status: 200 });
    }
    await expire();
    await app().mark();
    expect(await send("/protected")).toMatchObject({ status: 503 });
    expect(app().refreshes()).toEqual([]);
    expect(await cookieNames()).toEqual(["__Host-session"]);

    const user = `unlimited-${strategy}`;
    expect(await signIn({ user })).toMatchObject({
      succeeded: false,
      result: "SigningQuotaExceeded",
    });
    expect(app().requestsOf(REGISTER)).toEqual([]);
    for (const _ of [1, 2]) {
      await expire();
      expect(await send("/protected")).toEqual({ status: 200, body: { user } });
    }
  });
}
