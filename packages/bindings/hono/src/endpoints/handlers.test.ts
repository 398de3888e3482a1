import { createSessions } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { serveApp } from "../../test/serve-app.ts";
import { createService } from "../../test/service.ts";
import { bindSessions } from "../bind/bind-sessions.ts";

test("public keys are also served at the well-known path", async () => {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
    "verify",
  ]);
  const privateKey = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const { handlers } = bindSessions(
    createSessions({
      strategy: "jwt",
      secret: "uS4dJ0xWn7kq2VbTz9mC6yGfLh3rPeXa8iQo1DjE5Rw=",
      store: createMemoryStore(),
      accessKeys: { alg: "ES256", privateKey: privateKey as never },
    }),
  );
  const browser = createBrowser(await serveApp(new Hono().route("/", handlers)));
  for (const path of ["/.well-known/jwks.json", "/api/auth/jwks.json"]) {
    const answer = await browser.get(path);
    expect(answer.json()).toMatchObject({ keys: [{ kty: "EC", alg: "ES256" }] });
    expect(answer.text).not.toContain('"d"');
  }
});

test("without public keys, the application may use that path", async () => {
  const { handlers } = bindSessions(createService().sessions);
  const app = new Hono().route("/", handlers).get("/.well-known/jwks.json", (c) => c.text("own"));
  expect((await createBrowser(await serveApp(app)).get("/.well-known/jwks.json")).text).toBe("own");
});

test("they do not answer other paths", async () => {
  const { handlers } = bindSessions(createService().sessions);
  const app = new Hono().route("/", handlers).get("*", (c) => c.text("own"));
  const browser = createBrowser(await serveApp(app));
  expect((await browser.get("/api/authors")).text).toBe("own");
  expect((await browser.get("/api/auth/nothing")).json()).toMatchObject({ code: "not_found" });
});
