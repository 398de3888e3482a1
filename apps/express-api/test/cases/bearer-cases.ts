import { describe, expect, it } from "vitest";
import type { Browser } from "../support/browser.ts";
import type { Subject } from "../support/subject.ts";

interface Tokens {
  readonly accessToken: string | null;
  readonly sessionToken: string | null;
}

export function bearerCases(subject: () => Subject): void {
  describe("with bearer tokens", () => {
    it("returns tokens instead of cookies, and accepts them", async () => {
      const { client, tokens, email } = await nativeClient();
      expect(client.cookies.size).toBe(0);
      expect(Object.keys(tokens).sort()).toEqual(["accessToken", "sessionToken"]);
      const { status, body, headers } = await client.send("GET", "/me", bearer(tokens));
      expect([status, body.user.email]).toEqual([200, email]);
      expect(headers.getSetCookie()).toEqual([]);
    });

    it("refreshes by the session token, and signs out with it", async () => {
      const { client, tokens } = await nativeClient();
      const body = { sessionToken: tokens.sessionToken };
      const refreshed = await client.send("POST", "/api/auth/refresh", { body });
      expect(refreshed.status).toBe(200);
      const merged = { ...tokens, ...withoutNulls(refreshed.body.tokens) };
      expect((await client.send("GET", "/me", bearer(merged))).status).toBe(200);
      const sessionToken = merged.sessionToken;
      const out = await client.send("POST", "/api/auth/logout", { body: { sessionToken } });
      expect(out.body).toEqual({ revoked: 1 });
      const again = await client.send("POST", "/api/auth/refresh", { body: { sessionToken } });
      expect([again.status, again.body.reason]).toEqual([401, "revoked"]);
      expect((await client.send("GET", "/me", bearer(merged))).status).toBe(401);
    });

    it("returns new tokens when the password is confirmed", async () => {
      const { client, tokens, password } = await nativeClient();
      const { body } = await client.send("GET", "/me", bearer(tokens));
      await subject().harness.database.session.update({
        where: { id: body.session.id },
        data: { authenticatedAt: new Date(Date.now() - 3_600_000) },
      });
      expect((await client.send("DELETE", "/notes", bearer(tokens))).status).toBe(401);
      const confirmed = await client.send("POST", "/confirm", {
        ...bearer(tokens),
        body: { password },
      });
      expect(confirmed.status).toBe(200);
      expect(confirmed.headers.getSetCookie()).toEqual([]);
      const fresh: Tokens = confirmed.body.tokens;
      expect(fresh.sessionToken).not.toBe(tokens.sessionToken);
      expect((await client.send("DELETE", "/notes", bearer(fresh))).status).toBe(200);
    });

    it("keeps the session of a browser that signs in with transport bearer", async () => {
      const { browser, credentials } = await subject().signedIn();
      const { status } = await browser.signIn({ ...credentials, transport: "bearer" });
      expect(status).toBe(200);
      expect((await browser.send("GET", "/api/auth/session")).body.status).toBe("authenticated");
    });
  });

  async function nativeClient(): Promise<{
    client: Browser;
    tokens: Tokens;
    email: string;
    password: string;
  }> {
    const credentials = await subject().createUser();
    const client = subject().browser();
    const { status, body } = await client.signIn({ ...credentials, transport: "bearer" });
    expect(status).toBe(200);
    return { client, tokens: body.tokens, ...credentials };
  }
}

function bearer({ accessToken, sessionToken }: Tokens): { headers: Record<string, string> } {
  return { headers: { authorization: `Bearer ${accessToken ?? sessionToken}` } };
}

/** A token that is null stays valid. */
function withoutNulls(tokens: Tokens | null): Partial<Tokens> {
  return Object.fromEntries(Object.entries(tokens ?? {}).filter(([, token]) => token !== null));
}
