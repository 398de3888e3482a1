import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setup as generateClients } from "express-api/prisma/generate.ts";
import { Browser } from "express-api/test/support/browser.ts";
import { type StartedApp, startApp } from "express-api/test/support/start-app.ts";
import { calculateJwkThumbprint, decodeJwt, exportJWK, importJWK, SignJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADA, inProcess } from "./support/in-process.ts";

const pair = generateKeyPairSync("ed25519");
let folder: string;
let partner: StartedApp;
let port: string;

beforeAll(async () => {
  await generateClients();
  folder = await mkdtemp(join(tmpdir(), "hono-edge-"));
  partner = await startPartner(pair.privateKey);
  port = new URL(partner.origin).port;
});
afterAll(async () => {
  await partner.close();
  await rm(folder, { recursive: true });
});

function startPartner(key: KeyObject, env = {}): Promise<StartedApp> {
  return startApp({
    DATABASE_URL: `file:${join(folder, "partner.db")}`,
    SESSION_ACCESS_KEY: JSON.stringify(key.export({ format: "jwk" })),
    ...env,
  });
}

/** Signs in at the other service, and returns its access token. */
async function signInAtPartner() {
  const { body } = await new Browser(partner.origin).signIn({ ...ADA, transport: "bearer" });
  return { token: body.tokens.accessToken as string, user: body.user.id, session: body.session.id };
}

function service() {
  const { app } = inProcess({ jwks: new URL("/.well-known/jwks.json", partner.origin) });
  return async (token: string) => {
    const answer = await app.request("/partner/me", {
      headers: { authorization: `Bearer ${token}` },
    });
    const body = (await answer.json()) as Record<string, unknown>;
    return { status: answer.status, headers: answer.headers, body };
  };
}

/** A token like those of the other service, except for the changes. */
async function forged(
  changes: {
    claims?: object;
    header?: object;
    audience?: string;
    key?: KeyObject;
    expires?: string;
  } = {},
): Promise<string> {
  const jwk = await exportJWK(pair.publicKey);
  const kid = (await calculateJwkThumbprint(jwk)).slice(0, 16);
  const session = { sub: "ada", sid: "a-session", auth_time: 1, gen: 1, br: 1, ses: [1, 2, 3, 1] };
  const claims = { ...session, role: "member", ...changes.claims };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid, ...changes.header })
    .setIssuer("express-api")
    .setIssuedAt()
    .setAudience(changes.audience ?? "sessionkit-apps")
    .setExpirationTime(changes.expires ?? "5m")
    .sign(changes.key ?? pair.privateKey);
}

test("accepts the access token of a session at the other service", async () => {
  const verify = service();
  const { token, user, session } = await signInAtPartner();
  expect(await verify(token)).toMatchObject({
    status: 200,
    body: { user, session, role: "member" },
  });
});

test("an unchanged forged token is accepted, so that each refusal below is due to its change", async () => {
  expect(await service()(await forged())).toMatchObject({ status: 200, body: { user: "ada" } });
});

test.each([
  ["has expired", () => forged({ expires: "-1m" }), "absent"],
  ["has another audience", () => forged({ audience: "others" }), "malformed"],
  [
    "is signed with another key",
    () => forged({ key: generateKeyPairSync("ed25519").privateKey }),
    "malformed",
  ],
  ["names an unknown key", () => forged({ header: { kid: "unknown" } }), "malformed"],
  ["is not an access token", () => forged({ header: { typ: "JWT" } }), "malformed"],
  ["has no session id", () => forged({ claims: { sid: undefined } }), "malformed"],
  ...wrongClaims(),
  ["is not signed", unsigned, "malformed"],
  ["is signed with the public key as an HMAC secret", confused, "malformed"],
  ["is one of this service's own", own, "malformed"],
  ["is not a JWT", async () => "not-a-token", "malformed"],
])("rejects a token that %s", async (_, make, reason) => {
  const { status, body, headers } = await service()(await make());
  expect([status, body.code, body.reason]).toEqual([401, "session_required", reason]);
  expect(headers.get("www-authenticate")).toBe('Bearer error="invalid_token"');
});

test("rejects a request without a token", async () => {
  const answer = await inProcess().app.request("/partner/me");
  expect([answer.status, await answer.json()]).toMatchObject([401, { reason: "absent" }]);
});

test("during an outage of the other service, cached keys verify its tokens, and a service without them answers 503", async () => {
  const [withKeys, withoutKeys] = [service(), service()];
  const { token } = await signInAtPartner();
  expect((await withKeys(token)).status).toBe(200);
  await partner.close();
  try {
    expect((await withKeys(token)).status).toBe(200);
    const { status, body, headers } = await withoutKeys(token);
    expect([status, body.reason]).toEqual([503, "unavailable"]);
    expect(headers.get("retry-after")).not.toBeNull();
  } finally {
    partner = await startPartner(pair.privateKey, { PORT: port });
  }
  expect((await withoutKeys(token)).status).toBe(200);
});

test("when the other service changes its key, its new tokens are accepted and the old ones are not", async () => {
  const verify = service();
  const { token: old } = await signInAtPartner();
  expect((await verify(old)).status).toBe(200);
  await partner.close();
  partner = await startPartner(generateKeyPairSync("ed25519").privateKey, { PORT: port });
  const { token } = await signInAtPartner();
  expect((await verify(token)).status).toBe(200);
  expect((await verify(old)).status).toBe(401);
});

/** Every claim that is read, with every JSON type that the other service does not write. */
function wrongClaims(): [name: string, make: () => Promise<string>, reason: string][] {
  const none: unknown[] = [{}, { id: "ada" }, ["ada"], [], true, null];
  const wrong: Readonly<Record<string, readonly unknown[]>> = {
    sub: [...none, 1, ""],
    sid: [...none, 1, ""],
    auth_time: [...none, "1", "", 1.5, -1, 1e300],
  };
  return Object.entries(wrong).flatMap(([claim, values]) =>
    values.map((value): [string, () => Promise<string>, string] => [
      `has ${JSON.stringify(value)} as ${claim}`,
      () => forged({ claims: { [claim]: value } }),
      "malformed",
    ]),
  );
}

async function unsigned(): Promise<string> {
  const [, payload] = (await forged()).split(".");
  return `${base64url({ alg: "none", typ: "at+jwt" })}.${payload}.`;
}

async function confused(): Promise<string> {
  const jwk = await exportJWK(pair.publicKey);
  const secret = await importJWK({ kty: "oct", k: jwk.x as string }, "HS256");
  return new SignJWT(decodeJwt(await forged()))
    .setProtectedHeader({ alg: "HS256", typ: "at+jwt" })
    .sign(secret);
}

async function own(): Promise<string> {
  const { tokens } = await inProcess().sessions.create("ada");
  return tokens?.accessToken ?? "";
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
