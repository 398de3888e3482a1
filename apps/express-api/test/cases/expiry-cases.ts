import { expect, it, vi } from "vitest";
import type { Subject } from "../support/subject.ts";

const WAIT = { timeout: 20_000, interval: 250 };

export function expiryCases(subject: () => Subject): void {
  it.concurrent.each([
    ["keeps a session token that is new", 0, true],
    ["rotates one that is older than the interval", 600_000, false],
  ])("refreshes a browser in place, sets both cookies, and %s", async (_, age, isKept) => {
    const { browser } = await subject().signedIn();
    const before = new Map(browser.cookies);
    const { body } = await browser.send("GET", "/me");
    await makeOlder(body.session.id, age);
    await refused(`${before.get("access")}`);
    const { status, headers } = await browser.send("GET", "/me");
    expect(status).toBe(200);
    expect(headers.getSetCookie()).toHaveLength(2);
    expect(browser.cookies.get("access")).not.toBe(before.get("access"));
    expect(browser.cookies.get("session") === before.get("session")).toBe(isKept);
  });

  it.concurrent("accepts the new access token of a native client after the old one has expired", async () => {
    const { createUser, browser } = subject();
    const client = browser();
    const signedIn = await client.signIn({ ...(await createUser()), transport: "bearer" });
    let { accessToken, sessionToken } = signedIn.body.tokens;
    await makeOlder(signedIn.body.session.id, 600_000);
    await refused(accessToken);
    const first = await client.send("POST", "/api/auth/refresh", { body: { sessionToken } });
    expect(first.body.tokens.sessionToken).not.toBe(sessionToken);
    sessionToken = first.body.tokens.sessionToken;
    // On a busy machine, the new access token may have expired before it is used.
    await vi.waitFor(async () => {
      const { body } = await client.send("POST", "/api/auth/refresh", { body: { sessionToken } });
      ({ accessToken, sessionToken } = body.tokens);
      const headers = { authorization: `Bearer ${accessToken}` };
      expect((await client.send("GET", "/me", { headers })).status).toBe(200);
    }, WAIT);
  });

  /** Moves the last rotation `age` milliseconds into the past. */
  async function makeOlder(id: string, age: number): Promise<void> {
    const born = new Date(Date.now() - age);
    await subject().harness.database.session.update({
      where: { id },
      data: { rotatedAt: born, renewedAt: born },
    });
  }

  /** Waits until an access token has expired: the clock of a running application cannot be moved. */
  async function refused(token: string): Promise<void> {
    const headers = { authorization: `Bearer ${token}` };
    await vi.waitFor(async () => {
      const { status } = await subject().browser().send("GET", "/me", { headers });
      expect(status).toBe(401);
    }, WAIT);
  }
}
