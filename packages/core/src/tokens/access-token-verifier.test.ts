import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createClock } from "../../test/clock.ts";
import { createService } from "../../test/service.ts";
import { createAccessTokenVerifier } from "./access-token-verifier.ts";

const NAMES = { issuer: "https://app.example", audience: "https://app.example" };
let privateKey: JWK;

beforeAll(async () => {
  const pair = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  privateKey = await exportJWK(pair.privateKey);
});

async function issuer() {
  const { sessions } = createService({
    accessKeys: { alg: "EdDSA", privateKey },
    // The verifier has no clock of its own.
    clock: createClock(Date.now()),
  });
  const created = await sessions.create("ada");
  const jwks = (await sessions.jwks()) as { keys: JWK[] };
  return { created, jwks, token: created.tokens?.accessToken as string };
}

test("verifies what the other service signed, with its claims", async () => {
  const { created, jwks, token } = await issuer();
  const verify = createAccessTokenVerifier({ jwks, ...NAMES });
  expect(await verify(token)).toEqual({
    status: "verified",
    token: {
      sessionId: created.session.id,
      userId: "ada",
      actor: null,
      authenticatedAt: created.session.authenticatedAt,
      expiresAt: expect.any(Number),
      claims: { role: "admin" },
    },
  });
});

describe("a token that the other service would not have written is malformed", () => {
  async function forge(claims: object, header: object = {}): Promise<string> {
    const { jwks } = await issuer();
    return new SignJWT({ sid: "s", auth_time: 1, gen: 1, br: 1, ses: [1, 1, 1, 1], ...claims })
      .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid: jwks.keys[0]?.kid ?? "", ...header })
      .setIssuer(NAMES.issuer)
      .setAudience(NAMES.audience)
      .setIssuedAt()
      .setExpirationTime("5m")
      .sign(await importJWK(privateKey, "EdDSA"));
  }

  test.each([
    ["an object as user", { sub: { id: 1 } }],
    ["a list as user", { sub: ["ada"] }],
    ["no user", {}],
    ["an empty user", { sub: "" }],
    ["a session that is no text", { sub: "ada", sid: 5 }],
    ["a time of sign-in that is text", { sub: "ada", auth_time: "1" }],
    ["a time before which it is not valid", { sub: "ada", nbf: 4_000_000_000 }],
  ])("%s", async (_, claims) => {
    const { jwks } = await issuer();
    const verify = createAccessTokenVerifier({ jwks, ...NAMES });
    expect(await verify(await forge(claims))).toEqual({ status: "refused", reason: "malformed" });
  });

  test("unlike one that it would have written", async () => {
    const { jwks } = await issuer();
    const verify = createAccessTokenVerifier({ jwks, ...NAMES });
    expect(await verify(await forge({ sub: "ada" }))).toMatchObject({ status: "verified" });
  });

  test("another type, another spelling, no token", async () => {
    const { jwks, token } = await issuer();
    const verify = createAccessTokenVerifier({ jwks, ...NAMES });
    const others = [await forge({ sub: "ada" }, { typ: "JWT" }), `${token}=`, "", "a.b.c"];
    for (const other of others)
      expect(await verify(other)).toEqual({ status: "refused", reason: "malformed" });
  });
});

test("keys that cannot be fetched are unavailable, and no refusal", async () => {
  const server = createServer((_, response) => response.writeHead(503).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { token } = await issuer();
  const verify = createAccessTokenVerifier({
    jwks: new URL(`http://127.0.0.1:${port}/`),
    ...NAMES,
  });
  expect(await verify(token)).toMatchObject({ status: "unavailable" });
});

test("an algorithm that this service does not sign with is refused at construction", async () => {
  const { jwks } = await issuer();
  expect(() =>
    createAccessTokenVerifier({ jwks, ...NAMES, algorithms: ["HS256" as "EdDSA"] }),
  ).toThrow(expect.objectContaining({ option: "algorithms" }));
});
