import { createRemoteJWKSet, jwtVerify } from "jose";
import { expect, it } from "vitest";
import { operations } from "../../src/openapi/operations.ts";
import { ref } from "../../src/openapi/schemas.ts";
import type { Strategy, Subject } from "../support/subject.ts";
import { violations } from "../support/violations.ts";

export function descriptionCases(subject: () => Subject, strategy: Strategy): void {
  it.each(operations)("answers $method $path as described in /openapi.json", async (operation) => {
    const { signedIn } = subject();
    const { browser, credentials } = await signedIn();
    const path = operation.path.includes("{id}")
      ? operation.path.replace("{id}", await secondSession(credentials))
      : operation.path;
    const examples: Record<string, object> = {
      Credentials: credentials,
      Password: credentials,
      NoteText: { text: "Low tide at seven." },
    };
    const body = operation.body && examples[operation.body.schema];
    const method = operation.method.toUpperCase();
    const good = await browser.send(method, path, body ? { body } : {});
    const hasKeys = strategy === "jwt" || operation.id !== "keys";
    const [status, , schema] = operation.answers;
    expect(good.status).toBe(hasKeys ? status : 404);
    const answered = hasKeys ? schema : "Problem";
    if (answered) expect(violations(ref(answered), good.body)).toEqual([]);

    const bad = await subject().browser().send(method, path);
    if (bad.status === status) return;
    expect(operation.refusals).toContain(bad.status);
    expect(bad.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    expect(violations(ref("Problem"), bad.body)).toEqual([]);
  });

  it("publishes keys with which another service verifies its access tokens", async () => {
    const { createUser, browser, app } = subject();
    const { body } = await browser().signIn({ ...(await createUser()), transport: "bearer" });
    const url = new URL("/.well-known/jwks.json", app.origin);
    if (strategy === "database") {
      expect(body.tokens.accessToken).toBeNull();
      expect((await fetch(url)).status).toBe(404);
      return;
    }
    const { payload } = await jwtVerify(body.tokens.accessToken, createRemoteJWKSet(url), {
      issuer: "express-api",
      audience: "sessionkit-apps",
      typ: "at+jwt",
      algorithms: ["EdDSA"],
    });
    expect(payload).toMatchObject({ sub: body.user.id, sid: body.session.id, role: "member" });
    expect(await (await fetch(url)).text()).not.toMatch(/"d"/);
  });

  async function secondSession(credentials: object): Promise<string> {
    return (await subject().browser().signIn(credentials)).body.session.id;
  }
}
