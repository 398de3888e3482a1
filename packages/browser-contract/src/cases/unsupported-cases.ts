import { startBoundBrowser } from "@sessionkit/test-servers/browser";
import { expect, onTestFinished, test } from "vitest";
import { REGISTER } from "../harness/bound-app.ts";
import type { Subject } from "../harness/subject.ts";
import { createUser } from "../harness/user.ts";

export function unsupportedCases({ app, pins, strategy }: Subject): void {
  test("a browser without support is signed in, refreshed and signed out as without this option", async () => {
    const browser = await startBoundBrowser({ pins: pins(), supported: false });
    onTestFinished(browser.close);
    const name = `unsupported-${strategy}`;
    const user = await createUser(app(), await browser.openDevice(), name);
    const { send, open, expire, cookieNames, device } = user;
    await app().mark();
    expect(await send("/sign-in", "POST", { user: name })).toMatchObject({ status: 200 });
    for (const _ of [1, 2]) {
      await expire();
      expect(await send("/protected")).toEqual({ status: 200, body: { user: name } });
      await expire();
      expect(await open("/protected")).toBe(200);
    }
    expect(app().requestsOf(REGISTER)).toEqual([]);
    expect([device.events, app().refreshes()]).toEqual([[], []]);
    expect(await send("/sign-out", "POST")).toMatchObject({ body: { revoked: 1 } });
    expect(await cookieNames()).toEqual([]);
  });
}
