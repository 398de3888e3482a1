import { hkdfSync } from "node:crypto";
import fc from "fast-check";
import { base64url, CompactSign, exportJWK, generateKeyPair, jwtVerify } from "jose";
import { describe, expect, test } from "vitest";
import { SECRET } from "../../test/service.ts";
import { type AccessClaims, createAccessTokens, type Verified } from "./access-token.ts";
import { createAsymmetricCodec } from "./asymmetric.ts";
import { createHmacCodec } from "./jws.ts";
import { deriveKeys } from "./keys.ts";

const NOW = Date.UTC(2026, 0, 1);
const names = { issuer: "https://app.example", audience: "https://app.example" };
const claims: AccessClaims = {
  userId: "ada",
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

const codec = createHmacCodec(deriveKeys([SECRET], "access"), "at+jwt");
const tokens = createAccessTokens(codec, { ...names, cache: false });
const sign = (changes: Partial<AccessClaims> = {}): string =>
  tokens.sign({ ...claims, ...changes }, NOW) as string;
const verify = (token: string, now = NOW): Verified => tokens.verify(token, now) as Verified;
/** What RFC 5869 says the key is, by another implementation. */
const key = new Uint8Array(hkdfSync("sha256", SECRET, "sessionkit v1", "access", 32));

function forge(
  header: object,
  payload: object = JSON.parse(new TextDecoder().decode(base64url.decode(part(sign(), 1)))),
): string {
  return `${base64url.encode(JSON.stringify(header))}.${base64url.encode(JSON.stringify(payload))}`;
}

function part(token: string, index: number): string {
  return token.split(".")[index] as string;
}

async function josesVerdict(token: string): Promise<boolean> {
  return jwtVerify(token, key, {
    algorithms: ["HS256"],
    typ: "at+jwt",
    issuer: names.issuer,
    audience: names.audience,
    clockTolerance: 5,
    currentDate: new Date(NOW),
  }).then(
    () => true,
    () => false,
  );
}

describe("an access token of ours", () => {
  test("reads back as it was signed, and is an ordinary JWT to jose", async () => {
    expect(verify(sign())).toEqual(claims);
    const { payload, protectedHeader } = await jwtVerify(sign(), key, {
      currentDate: new Date(NOW),
    });
    expect(Object.keys(protectedHeader)).toEqual(["alg", "kid", "typ"]);
    expect(payload).toMatchObject({ sub: "ada", sid: claims.id, gen: 3, br: 1, role: "admin" });
  });

  test("is over at its end, with five seconds for clocks that differ", () => {
    expect(verify(sign(), NOW + 904_999)).toEqual(claims);
    expect(verify(sign(), NOW + 905_000)).toBe("over");
  });

  test("is refused by another issuer, audience, type or purpose", () => {
    for (const other of [
      { ...names, issuer: "x" },
      { ...names, audience: "x" },
    ]) {
      expect(createAccessTokens(codec, { ...other, cache: false }).verify(sign(), NOW)).toBeNull();
    }
    for (const [purpose, typ] of [
      ["session", "at+jwt"],
      ["access", "rt+jwt"],
    ] as const) {
      const wrong = createHmacCodec(deriveKeys([SECRET], purpose), typ);
      expect(createAccessTokens(wrong, { ...names, cache: false }).verify(sign(), NOW)).toBeNull();
    }
  });
});

describe("attacks on an access token", () => {
  const kid = deriveKeys([SECRET], "access").signing.kid;
  test.each([
    ["alg none", { alg: "none", kid, typ: "at+jwt" }],
    ["another kid", { alg: "HS256", kid: "../../dev/null", typ: "at+jwt" }],
    ["crit", { alg: "HS256", kid, typ: "at+jwt", crit: ["exp"] }],
    ["b64", { alg: "HS256", kid, typ: "at+jwt", b64: false, crit: ["b64"] }],
    ["zip", { alg: "HS256", kid, typ: "at+jwt", zip: "DEF" }],
    ["an embedded key", { alg: "HS256", kid, typ: "at+jwt", jwk: { kty: "oct", k: "AA" } }],
    ["a key by address", { alg: "HS256", kid, typ: "at+jwt", jku: "https://evil.example/jwks" }],
    ["another type", { alg: "HS256", kid, typ: "JWT" }],
    ["members in another order", { typ: "at+jwt", kid, alg: "HS256" }],
  ])("%s in the header is refused, even with a good signature", async (_, header) => {
    const input = forge(header);
    const signature = await new CompactSign(new TextEncoder().encode("x"))
      .setProtectedHeader({ alg: "HS256" })
      .sign(key);
    expect(verify(`${input}.${part(signature, 2)}`)).toBeNull();
    expect(verify(`${input}.`)).toBeNull();
    const { createMac } = await import("./hmac.ts");
    expect(verify(`${input}.${createMac(key)(input)}`)).toBeNull();
  });

  test("duplicated members of the header are refused", async () => {
    const { createMac } = await import("./hmac.ts");
    const header = base64url.encode(`{"alg":"HS256","kid":"${kid}","typ":"at+jwt","alg":"none"}`);
    const input = `${header}.${part(sign(), 1)}`;
    expect(verify(`${input}.${createMac(key)(input)}`)).toBeNull();
  });

  test("a signature in another spelling of the same bytes is refused", () => {
    const token = sign();
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const last = alphabet.indexOf(token.at(-1) as string);
    const twin = token.slice(0, -1) + alphabet[last ^ 1];
    expect(base64url.decode(part(twin, 2))).toEqual(base64url.decode(part(token, 2)));
    expect(verify(twin)).toBeNull();
    expect(verify(`${token}=`)).toBeNull();
  });

  test.each([
    ["no end", { exp: undefined }],
    ["an end that is no integer", { exp: 1e12 + 0.5 }],
    ["an end in text", { exp: "9999999999" }],
    ["no session", { sid: undefined }],
    ["a foreign audience", { aud: ["https://app.example", "x"] }],
  ])("%s is refused though signed by us", (_, changes) => {
    const payload = {
      ...JSON.parse(new TextDecoder().decode(base64url.decode(part(sign(), 1)))),
      ...changes,
    };
    expect(verify(codec.sign(payload))).toBeNull();
  });

  test("a megabyte is refused unread", () => {
    expect(verify(`${part(sign(), 0)}.${"A".repeat(1_000_000)}.${part(sign(), 2)}`)).toBeNull();
  });

  test("text outside of ASCII does not pass for what it looks like in one byte", () => {
    const token = sign();
    const wide = [...token]
      .map((character) => String.fromCharCode(character.charCodeAt(0) + 0x100))
      .join("");
    expect(verify(wide)).toBeNull();
    expect(verify(part(token, 0) + wide.slice(part(token, 0).length))).toBeNull();
  });
});

test("whatever the fast path accepts, jose accepts with the same claims", async () => {
  const texts = fc.string({ unit: "binary", maxLength: 40 });
  const property = fc.asyncProperty(
    fc.record({
      userId: texts,
      generation: fc.nat(1_000_000),
      branch: fc.nat(1_000),
      claims: fc.dictionary(
        fc.stringMatching(/^[a-z]{4,8}$/),
        fc.jsonValue({ depthSize: "small" }),
        { maxKeys: 4 },
      ),
      tokenExpiresAt: fc.integer({ min: NOW - 20_000, max: NOW + 20_000 }),
    }),
    fc.record({
      at: fc.nat(600),
      with: fc.constantFrom("", ".", "A", "=", "é", "eyJ"),
      cut: fc.nat(3),
    }),
    fc.boolean(),
    async (changes, tampering, tampered) => {
      const token = sign(changes);
      const given = tampered
        ? token.slice(0, tampering.at) + tampering.with + token.slice(tampering.at + tampering.cut)
        : token;
      const ours = verify(given);
      if (ours === null || ours === "over") return;
      expect(await josesVerdict(given)).toBe(true);
      const { payload } = await jwtVerify(given, key, {
        currentDate: new Date(NOW),
        clockTolerance: 5,
      });
      expect(payload).toMatchObject({
        sub: ours.userId,
        sid: ours.id,
        gen: ours.generation,
        br: ours.branch,
      });
      expect(payload).toMatchObject(ours.claims);
      expect(payload.exp).toBe(ours.tokenExpiresAt / 1000);
    },
  );
  await fc.assert(property, { numRuns: 400 });
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
    expect(await both.verify(token, NOW)).toEqual(claims);
    expect(await both.verify(token, NOW)).toEqual(claims);
    expect(both.verify(token, NOW)).toEqual(claims);
    expect(await both.verify(`${token.slice(0, -4)}AAAA`, NOW)).toBeNull();
    expect(await both.verify(sign(), NOW)).toBeNull();
    const { keys } = await asymmetric.jwks();
    expect(keys.length).toBe(2);
    expect(JSON.stringify(keys)).not.toContain(`"d"`);
    const earlier = createAccessTokens(
      createAsymmetricCodec({ alg, privateKey: older }, "at+jwt"),
      { ...names, cache: false },
    );
    expect(await both.verify(await earlier.sign(claims, NOW), NOW)).toEqual(claims);
  });

  test("a public key, and a key of another kind, are refused at construction", async () => {
    const jwk = await exportJWK((await generateKeyPair("ES256", { extractable: true })).privateKey);
    const { d: _, ...open } = jwk;
    expect(() => createAsymmetricCodec({ alg: "ES256", privateKey: open }, "at+jwt")).toThrow(
      /accessKeys.privateKey/,
    );
    expect(() => createAsymmetricCodec({ alg: "EdDSA", privateKey: jwk }, "at+jwt")).toThrow(
      /accessKeys/,
    );
  });
});
