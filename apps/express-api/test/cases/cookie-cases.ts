import { describe, expect, it } from "vitest";
import type { Subject } from "../support/subject.ts";

export function cookieCases(subject: () => Subject): void {
  describe("with cookies", () => {
    it("signs in, and authenticates the following requests", async () => {
      const { createUser, browser, strategy } = subject();
      const client = browser();
      const credentials = await createUser();
      const signedIn = await client.signIn(credentials);
      expect(signedIn.status).toBe(200);
      expect([...client.cookies.keys()].sort()).toEqual(
        strategy === "jwt" ? ["access", "session"] : ["session"],
      );
      for (const line of signedIn.headers.getSetCookie())
        expect(line).toMatch(/; Path=\/; .*HttpOnly; .*SameSite=Lax|; HttpOnly.*/i);
      const { status, body } = await client.send("GET", "/me");
      expect(status).toBe(200);
      expect(body.user.email).toBe(credentials.email);
      expect(body.session.id).toBe(signedIn.body.session.id);
      expect(JSON.stringify(body)).not.toContain("hash");
    });

    it("sets cookies that end with the browser if `remember` is false", async () => {
      const { createUser, browser } = subject();
      const { headers } = await browser().signIn({ ...(await createUser()), remember: false });
      const session = headers.getSetCookie().find((line) => line.startsWith("session="));
      expect(session).toBeDefined();
      expect(session).not.toMatch(/max-age|expires/i);
    });

    it("answers a wrong password and an unknown address alike", async () => {
      const { createUser, browser } = subject();
      const { email } = await createUser();
      const wrong = await browser().signIn({ email, password: "wrong" });
      const unknown = await browser().signIn({ email: `x${email}`, password: "wrong" });
      expect(wrong.status).toBe(401);
      expect(wrong.body.code).toBe("wrong_credentials");
      expect(unknown.body).toEqual(wrong.body);
      expect(wrong.headers.getSetCookie()).toEqual([]);
    });

    it.each([
      ["no credentials", {}],
      ["numbers", { email: 1, password: 2 }],
      ["text that a database cannot store", { email: "a\0b", password: "x" }],
      ["another transport", { email: "a", password: "x", transport: "pigeon" }],
    ])("refuses a sign-in with %s as a bad request", async (_, body) => {
      const { status, body: problem } = await subject().browser().signIn(body);
      expect(status).toBe(400);
      expect(problem.code).toBe("bad_request");
    });

    it("rejects cross-site requests", async () => {
      const { createUser, browser, signedIn } = subject();
      const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
      const body = await createUser();
      expect((await browser().send("POST", "/sign-in", { body, headers })).status).toBe(403);
      const bearer = { ...body, transport: "bearer" };
      expect((await browser().send("POST", "/sign-in", { body: bearer, headers })).status).toBe(
        403,
      );
      const { browser: victim } = await signedIn();
      const note = await victim.send("POST", "/notes", { body: { text: "not mine" }, headers });
      expect(note.status).toBe(403);
      expect((await victim.send("GET", "/notes")).body.notes).toEqual([]);
    });

    it("returns only the user's own notes", async () => {
      const { signedIn, browser } = subject();
      const { browser: one } = await signedIn();
      const { browser: other } = await signedIn();
      const { status } = await one.send("POST", "/notes", { body: { text: "Low tide at seven." } });
      expect(status).toBe(201);
      expect((await one.send("GET", "/notes")).body.notes).toMatchObject([
        { text: "Low tide at seven." },
      ]);
      expect((await other.send("GET", "/notes")).body.notes).toEqual([]);
      const anonymous = await browser().send("GET", "/notes");
      expect([anonymous.status, anonymous.body.reason]).toEqual([401, "absent"]);
    });

    it("requires the password again before deleting if the last proof is old", async () => {
      const { signedIn, harness } = subject();
      const { browser, credentials } = await signedIn();
      const { body } = await browser.send("GET", "/me");
      const before = browser.cookies.get("session");
      await harness.database.session.update({
        where: { id: body.session.id },
        data: { authenticatedAt: new Date(Date.now() - 3_600_000) },
      });
      const refused = await browser.send("DELETE", "/notes");
      expect([refused.status, refused.body.code]).toEqual([401, "session_not_fresh"]);
      const wrong = await browser.send("POST", "/confirm", { body: { password: "wrong" } });
      expect(wrong.status).toBe(403);
      expect((await browser.send("DELETE", "/notes")).status).toBe(401);
      const { password } = credentials;
      expect((await browser.send("POST", "/confirm", { body: { password } })).status).toBe(200);
      expect(browser.cookies.get("session")).not.toBe(before);
      expect((await browser.send("DELETE", "/notes")).status).toBe(200);
    });

    it("lists the devices of a user and ends one of them", async () => {
      const { signedIn, browser } = subject();
      const { browser: desk, credentials } = await signedIn();
      const phone = browser();
      await phone.signIn(credentials);
      const { sessions } = (await desk.send("GET", "/api/auth/sessions")).body;
      expect(sessions.map(({ current }: { current: boolean }) => current)).toEqual([true, false]);
      const path = `/api/auth/sessions/${sessions[1].id}`;
      const { browser: otherUser } = await signedIn();
      expect((await otherUser.send("DELETE", path)).status).toBe(404);
      expect((await desk.send("DELETE", path)).status).toBe(204);
      const ended = await phone.send("GET", "/me");
      expect([ended.status, ended.body.reason]).toEqual([401, "revoked"]);
      expect(phone.cookies.size).toBe(0);
      expect((await desk.send("GET", "/me")).status).toBe(200);
    });

    it("signs out", async () => {
      const { browser } = await subject().signedIn();
      expect((await browser.send("POST", "/api/auth/logout")).body).toEqual({ revoked: 1 });
      expect(browser.cookies.size).toBe(0);
      expect((await browser.send("GET", "/me")).status).toBe(401);
    });
  });
}
