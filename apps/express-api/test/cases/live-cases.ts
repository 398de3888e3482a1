import { describe, expect, it } from "vitest";
import type { Subject } from "../support/subject.ts";

export function liveCases(subject: () => Subject): void {
  describe("over the WebSocket", () => {
    it("greets whoever is signed in, and tells them of their notes on every device", async () => {
      const { signedIn, browser } = subject();
      const { browser: desk, credentials } = await signedIn();
      const phone = browser();
      await phone.signIn(credentials);
      const live = await desk.connect();
      expect(await live.heard("hello")).toMatchObject({ name: "Noor" });
      await phone.send("POST", "/notes", { body: { text: "From the phone." } });
      expect(await live.heard("note.created")).toMatchObject({ note: { text: "From the phone." } });
      live.close();
    });

    it("takes bearer tokens of clients that are no browsers", async () => {
      const { createUser, browser } = subject();
      const client = browser();
      const { body } = await client.signIn({ ...(await createUser()), transport: "bearer" });
      const token = body.tokens.accessToken ?? body.tokens.sessionToken;
      const live = await client.connect({ authorization: `Bearer ${token}` });
      live.close();
      await live.closed;
    });

    it("turns away the signed out and the pages of other sites", async () => {
      const { signedIn, browser } = subject();
      await expect(browser().connect()).rejects.toThrow("refused with 401");
      const { browser: victim } = await signedIn();
      const foreign = victim.connect({ origin: "https://evil.example" });
      await expect(foreign).rejects.toThrow("refused with 403");
    });

    it("closes when its session is ended on another device, and only then", async () => {
      const { signedIn, browser } = subject();
      const { browser: desk, credentials } = await signedIn();
      const phone = browser();
      const { body } = await phone.signIn(credentials);
      const [atDesk, atPhone] = [await desk.connect(), await phone.connect()];
      await desk.send("DELETE", `/api/auth/sessions/${body.session.id}`);
      expect(await atPhone.closed).toBe(4401);
      expect(await atDesk.heard("session.revoked")).toMatchObject({ session: body.session.id });
      await desk.send("POST", "/api/auth/logout");
      expect(await atDesk.closed).toBe(4401);
    });

    it("opens none for a session that another process has ended", async () => {
      const { signedIn, world } = subject();
      const { browser } = await signedIn();
      const { body } = await browser.send("GET", "/me");
      await world.database.session.delete({ where: { id: body.session.id } });
      await expect(browser.connect()).rejects.toThrow(/refused with 401|Closed with 4401/);
    });
  });
}
