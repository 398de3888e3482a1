import type { webcrypto } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type DeviceKey,
  type DeviceProof,
  readDeviceKey,
  readDeviceProof,
  thumbprintOf,
  verifyDeviceProof,
} from "./device-proof.ts";

const encode = (value: unknown): string =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const HEADER = { alg: "ES256", typ: "dbsc+jwt" };
const SIGNATURE = "A".repeat(86);

let pair: webcrypto.CryptoKeyPair;
let key: DeviceKey;

beforeAll(async () => {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  pair = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  key = readDeviceKey(await publicJwk()) as DeviceKey;
});

async function publicJwk(): Promise<object> {
  return crypto.subtle.exportKey("jwk", pair.publicKey);
}

async function sign(header: object, payload: unknown): Promise<string> {
  const text = `${encode(header)}.${encode(payload)}`;
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  const bytes = await crypto.subtle.sign(algorithm, pair.privateKey, Buffer.from(text));
  return `${text}.${Buffer.from(bytes).toString("base64url")}`;
}

function proofOf(token: string): DeviceProof {
  const proof = readDeviceProof(token);
  if (!proof) throw new Error("It is no proof.");
  return proof;
}

describe("a proof", () => {
  test("is read bare and quoted, with unknown members, and verified by its key", async () => {
    const token = await sign(HEADER, { jti: "c", aud: "https://other.example", iat: "x", more: 1 });
    for (const value of [token, `"${token}"`, ` ${token} `]) {
      expect(readDeviceProof(value)).toMatchObject({ challenge: "c", key: null });
      expect(await verifyDeviceProof(proofOf(value), key)).toBe(true);
    }
  });

  test("of a registration has the key, without its other members", async () => {
    const jwk = { ...(await publicJwk()), kid: "x", use: "sig", more: { a: 1 } };
    const proof = proofOf(await sign({ ...HEADER, jwk }, { jti: "c" }));
    expect(proof.key).toEqual(key);
    expect(await verifyDeviceProof(proof, proof.key as DeviceKey)).toBe(true);
  });

  test.each([
    ["no algorithm", { alg: "none", typ: "dbsc+jwt" }],
    ["a MAC", { alg: "HS256", typ: "dbsc+jwt" }],
    ["another curve", { alg: "ES384", typ: "dbsc+jwt" }],
    ["PSS", { alg: "PS256", typ: "dbsc+jwt" }],
    ["a list of algorithms", { alg: ["ES256"], typ: "dbsc+jwt" }],
    ["another type", { alg: "ES256", typ: "jwt" }],
    ["critical members", { ...HEADER, crit: ["b64"], b64: false }],
    ["a key that is null", { ...HEADER, jwk: null }],
    [
      "a key of the other algorithm",
      { ...HEADER, jwk: { kty: "RSA", n: "A".repeat(342), e: "AQAB" } },
    ],
  ])("with %s in its header is refused", (_, header) => {
    expect(readDeviceProof(`${encode(header)}.${encode({ jti: "c" })}.${SIGNATURE}`)).toBeNull();
  });

  test.each([
    ["without a challenge", {}],
    ["with a challenge that is no text", { jti: 1 }],
    ["that is a list", ["jti"]],
    ["that is null", null],
  ])("%s is refused", (_, payload) => {
    expect(readDeviceProof(`${encode(HEADER)}.${encode(payload)}.${SIGNATURE}`)).toBeNull();
  });

  test("with a private key is refused", async () => {
    const jwk = await crypto.subtle.exportKey("jwk", pair.privateKey);
    expect(readDeviceKey(jwk)).toBeNull();
    expect(readDeviceProof(await sign({ ...HEADER, jwk }, { jti: "c" }))).toBeNull();
  });

  test("that was changed in any character is refused", async () => {
    const token = await sign(HEADER, { jti: "challenge" });
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(..."Ab9-_."), async (at, by) => {
        fc.pre(token[at] !== by);
        const proof = readDeviceProof(token.slice(0, at) + by + token.slice(at + 1));
        expect(proof !== null && (await verifyDeviceProof(proof, key))).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  test("of any other text is refused, and nothing throws", async () => {
    await fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 200 }), parts()), (text) => {
        expect(readDeviceProof(text)).toBeNull();
      }),
    );
    expect(readDeviceProof("a".repeat(100_000))).toBeNull();
    expect(readDeviceProof(`${"a".repeat(9_000)}.b.c`)).toBeNull();
  });
});

function parts(): fc.Arbitrary<string> {
  const part = fc.oneof(fc.jsonValue().map(encode), fc.base64String());
  return fc.tuple(part, part, part).map((all) => all.join("."));
}

describe("a key", () => {
  test("that is no point of the curve verifies nothing", async () => {
    const invalid = { kty: "EC", crv: "P-256", x: "A".repeat(43), y: "A".repeat(43) } as const;
    const proof = proofOf(await sign(HEADER, { jti: "c" }));
    expect(await verifyDeviceProof(proof, invalid)).toBe(false);
    expect(await verifyDeviceProof({ ...proof, alg: "RS256" }, key)).toBe(false);
    expect(await verifyDeviceProof({ ...proof, signature: "" }, key)).toBe(false);
  });

  test.each([
    ["a short modulus", { kty: "RSA", n: "A".repeat(171), e: "AQAB" }],
    ["a modulus of 8,192 bits", { kty: "RSA", n: "A".repeat(1_366), e: "AQAB" }],
    ["a long exponent", { kty: "RSA", n: "A".repeat(342), e: "A".repeat(20) }],
    ["another curve", { kty: "EC", crv: "P-384", x: "A".repeat(43), y: "A".repeat(43) }],
    ["a symmetric key", { kty: "oct", k: "A".repeat(43) }],
    ["a text", "EC"],
  ])("that is %s is refused", (_, jwk) => {
    expect(readDeviceKey(jwk)).toBeNull();
  });

  test("has the thumbprint of RFC 7638", () => {
    // The example of section 3.1.
    const n =
      "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
    expect(thumbprintOf({ kty: "RSA", n, e: "AQAB" })).toBe(
      "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
    );
  });
});
