import { base64url, CompactSign, exportJWK, generateKeyPair } from "jose";
import { describe, expect, test } from "vitest";
import { SECRET } from "../../test/service.ts";
import { type AccessClaims, createAccessTokens } from "./access-token.ts";
import { createAsymmetricCodec } from "./asymmetric.ts";
import { createHmacCodec } from "./jws.ts";
import { deriveKeys } from "./keys.ts";

const NOW = Date.UTC(2026, 0, 1);
const names = {
  issuer: "https://app.example",
  audience: "https://app.example",
  userIds: { parse: (text: string) => text },
};
const claims: AccessClaims = {
  userId: "ada",
  actor: null,
  id: "V1StGXR8_Z5jdHi6B-myT",
  generation: 3,
  branch: 1,
  createdAt: NOW - 60_000,
  authenticatedAt: NOW - 60_000,
  expiresAt: NOW + 86_400_000,
  absoluteExpiresAt: NOW + 864_000_000,
  remember: true,
  claims: { role: "admin" },
  data: {},
  tokenExpiresAt: NOW + 900_000,
};
const symmetric = createAccessTokens(createHmacCodec(deriveKeys([SECRET], "access"), "at+jwt"), {
  ...names,
  cache: false,
});

describe("with a key pair", () => {
  test.each([
    ["EdDSA", "Ed25519"],
    ["ES256", undefined],
  ] as const)("%s signs, verifies and is published without its private part", async (alg, crv) => {
    const pair = await generateKeyPair(alg, { extractable: true, ...(crv ? { crv } : {}) });
    const older = await exportJWK(
      (await generateKeyPair(alg, { extractable: true, ...(crv ? { crv } : {}) })).privateKey,
    );
    const asymmetric = createAsymmetricCodec(
      { alg, privateKey: await exportJWK(pair.privateKey), previous: [older] },
      "at+jwt",
    );
    const both = createAccessTokens(asymmetric, { ...names, cache: {} });
    const token = await both.sign(claims, NOW);
    const sessionUserId = claims.userId;
    const verified = { ...claims, bound: false, sessionUserId, sessionActor: null, issuedAt: NOW };
    expect(await both.verify(token)).toEqual(verified);
    expect(await both.verify(token)).toEqual(verified);
    expect(both.verify(token)).toEqual(verified);
    expect(await both.verify(`${token.slice(0, -4)}AAAA`)).toBeNull();
    expect(await both.verify(symmetric.sign(claims, NOW) as string)).toBeNull();
    const { keys } = await asymmetric.jwks();
    expect(keys.length).toBe(2);
    expect(JSON.stringify(keys)).not.toContain(`"d"`);
    const earlier = createAccessTokens(
      createAsymmetricCodec({ alg, privateKey: older }, "at+jwt"),
      { ...names, cache: false },
    );
    expect(await both.verify(await earlier.sign(claims, NOW))).toEqual(verified);
  });

  test.each([
    ["EdDSA", "Ed25519"],
    ["ES256", undefined],
  ] as const)("%s has one spelling of a token", async (alg, crv) => {
    const pair = await generateKeyPair(alg, { extractable: true, ...(crv ? { crv } : {}) });
    const asymmetric = createAccessTokens(
      createAsymmetricCodec({ alg, privateKey: await exportJWK(pair.privateKey) }, "at+jwt"),
      { ...names, cache: false },
    );
    for (let round = 0; round < 8; round++) {
      const token = await asymmetric.sign(claims, NOW + round * 1_000);
      expect(await asymmetric.verify(token)).not.toBeNull();
      for (const other of spellingsOf(token, alg))
        expect(await asymmetric.verify(other)).toBeNull();
    }
  });
});

test("an own header is that of a known key, whatever the signature says", async () => {
  const codec = async () => {
    const { privateKey } = await generateKeyPair("ES256", { extractable: true });
    return createAsymmetricCodec(
      { alg: "ES256", privateKey: await exportJWK(privateKey) },
      "at+jwt",
    );
  };
  const [own, other] = [await codec(), await codec()];
  const token = await own.sign({ a: 1 });
  expect(own.hasOwnHeader(token)).toBe(true);
  expect(own.hasOwnHeader(`${token.slice(0, token.lastIndexOf("."))}.AAAA`)).toBe(true);
  for (const foreign of [
    await other.sign({ a: 1 }),
    symmetric.sign(claims, NOW) as string,
    "",
    ".",
  ])
    expect(own.hasOwnHeader(foreign)).toBe(false);
});

test("a payload that is no JSON object is refused under a genuine signature, and does not throw", async () => {
  const { privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const jwk = await exportJWK(privateKey);
  const codec = createAsymmetricCodec({ alg: "EdDSA", privateKey: jwk }, "at+jwt");
  const header = JSON.parse(
    new TextDecoder().decode(base64url.decode((await codec.sign({})).split(".")[0] as string)),
  );
  for (const text of ["not json", "[]", "null", '"a"', "", '{"a": 1}', '{"a":1,"a":1}']) {
    const token = await new CompactSign(new TextEncoder().encode(text))
      .setProtectedHeader(header)
      .sign(privateKey);
    expect(await codec.verify(token)).toBeNull();
  }
});

/** Other texts that lenient libraries read as the same token. */
function spellingsOf(token: string, alg: "EdDSA" | "ES256"): string[] {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const last = alphabet.indexOf(token.at(-1) as string);
  const spellings = [
    `${token}=`,
    `${token} `,
    ` ${token}`,
    `${token}\n`,
    token.slice(0, -1) + alphabet[last ^ 1],
    token.replace(".", "=."),
  ];
  if (alg === "EdDSA") return spellings;
  const signature = base64url.decode(signatureOf(token));
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const s = BigInt(`0x${Buffer.from(signature.subarray(32)).toString("hex")}`);
  const high = Buffer.from((order - s).toString(16).padStart(64, "0"), "hex");
  const twin = base64url.encode(Buffer.concat([signature.subarray(0, 32), high]));
  return [...spellings, token.slice(0, token.lastIndexOf(".") + 1) + twin];
}

function signatureOf(token: string): string {
  return token.slice(token.lastIndexOf(".") + 1);
}
