import { describe, expect, it } from "vitest";
import type { Subject } from "../support/subject.ts";

export function liveCases(subject: () => Subject): void {
  describe("over the WebSocket", () => {
    it("opens for a signed-in user, and sends their new notes from every device", async () => {
      const { signedIn, browser } = subject();
      const { browser: desk, credentials } = await signedIn();
      const phone = browser();
      await phone.signIn(credentials);
      const live = await desk.connect();
      expect(await live.received("hello")).toMatchObject({ name: "Noor" });
      await phone.send("POST", "/notes", { body: { text: "From the phone." } });
      expect(await live.received("note.created")).toMatchObject({
        note: { text: "From the phone." },
      });
      live.close();
    });

    it("accepts bearer tokens of native clients", async () => {
      const { createUser, browser } = subject();
      const client = browser();
      const { body } = await client.signIn({ ...(await createUser()), transport: "bearer" });
      const token = body.tokens.accessToken ?? body.tokens.sessionToken;
      const live = await client.connect({ authorization: `Bearer ${token}` });
      live.close();
      await live.closed;
    });

    it("rejects signed-out users and cross-site handshakes", async () => {
      const { signedIn, browser } = subject();
      await expect(browser().connect()).rejects.toThrow("refused with 401");
      const { browser: victim } = await signedIn();
      const foreign = victim.connect({ origin: "https://evil.example" });
      await expect(foreign).rejects.toThrow("refused with 403");
    });

    it("is closed when its session is ended on another device, and stays open otherwise", async () => {
      const { signedIn, browser } = subject();
      const { browser: desk, credentials } = await signedIn();
      const phone = browser();
      const { body } = await phone.signIn(credentials);
      const [atDesk, atPhone] = [await desk.connect(), await phone.connect()];
      await desk.send("DELETE", `/api/auth/sessions/${body.session.id}`);
      expect(await atPhone.closed).toBe(4401);
      expect(await atDesk.received("session.revoked")).toMatchObject({ session: body.session.id });
      await desk.send("POST", "/api/auth/logout");
      expect(await atDesk.closed).toBe(4401);
    });

    it("is closed with the reason when another process ends its session", async () => {
      const { signedIn, harness } = subject();
      const { browser } = await signedIn();
      const live = await browser.connect();
      const { session } = await live.received("hello");
      await harness.elsewhere.revoke(String(session));
      expect(await live.closed).toBe(4401);
    });
  });
}
