import { describe, expect, it } from "vitest";
import type { Subject } from "../support/subject.ts";

export function outageCases(subject: () => Subject): void {
  describe("while the database is away", () => {
    it("answers 503, signs nobody out, and goes on afterwards without a restart", async () => {
      const { signedIn, browser, world, app } = subject();
      const { browser: visitor, credentials } = await signedIn();
      const live = await visitor.connect();
      visitor.cookies.delete("access");
      const cookies = new Map(visitor.cookies);
      await world.cut();
      try {
        for (const path of ["/me", "/api/auth/session", "/api/auth/sessions"]) {
          const { status, headers, body } = await visitor.send("GET", path);
          expect([path, status, body.code]).toEqual([path, 503, "unavailable"]);
          expect(headers.get("retry-after")).not.toBeNull();
          expect(headers.getSetCookie()).toEqual([]);
        }
        expect((await browser().signIn(credentials)).status).toBe(503);
      } finally {
        await world.restore();
      }
      expect(visitor.cookies).toEqual(cookies);
      expect((await visitor.send("GET", "/me")).status).toBe(200);
      live.close();
      expect(await live.closed).not.toBe(4401);
      for (const value of cookies.values()) expect(app.output()).not.toContain(value);
      expect(app.output()).not.toContain(credentials.password);
    });
  });
}
