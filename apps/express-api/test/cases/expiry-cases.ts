import { expect, it, vi } from "vitest";
import type { Subject } from "../support/subject.ts";

const WAIT = { timeout: 20_000, interval: 250 };

export function expiryCases(subject: () => Subject): void {
  it.concurrent("refreshes a browser in place, with new cookies", async () => {
    const { browser } = await subject().signedIn();
    const before = new Map(browser.cookies);
    await refused(`${before.get("access")}`);
    const { status, headers } = await browser.send("GET", "/me");
    expect(status).toBe(200);
    expect(headers.getSetCookie()).toHaveLength(2);
    expect(browser.cookies.get("access")).not.toBe(before.get("access"));
    expect(browser.cookies.get("session")).not.toBe(before.get("session"));
  });

  it.concurrent("takes a fresh access token of a native client where the old one is refused", async () => {
    const { createUser, browser } = subject();
    const client = browser();
    const signedIn = await client.signIn({ ...(await createUser()), transport: "bearer" });
    let { accessToken, sessionToken } = signedIn.body.tokens;
    await refused(accessToken);
    // On a busy machine the fresh one may have run out, too, before it is used.
    await vi.waitFor(async () => {
      const { body } = await client.send("POST", "/api/auth/refresh", { body: { sessionToken } });
      expect(body.tokens.sessionToken).not.toBe(sessionToken);
      ({ accessToken, sessionToken } = body.tokens);
      const headers = { authorization: `Bearer ${accessToken}` };
      expect((await client.send("GET", "/me", { headers })).status).toBe(200);
    }, WAIT);
  });

  it.concurrent("closes a WebSocket whose session another process has ended", async () => {
    const { signedIn, world } = subject();
    const { browser } = await signedIn();
    const live = await browser.connect();
    const { session } = await live.heard("hello");
    await world.database.session.delete({ where: { id: String(session) } });
    expect(await live.closed).toBe(4401);
  });

  /** Until an access token is refused for its age; there is no other way to see that of an application that runs. */
  async function refused(token: string): Promise<void> {
    const headers = { authorization: `Bearer ${token}` };
    await vi.waitFor(async () => {
      const { status } = await subject().browser().send("GET", "/me", { headers });
      expect(status).toBe(401);
    }, WAIT);
  }
}
