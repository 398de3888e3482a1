import { hkdfSync } from "node:crypto";
import fc from "fast-check";
import { base64url, CompactSign, jwtVerify } from "jose";
import { describe, expect, test } from "vitest";
import { SECRET } from "../../test/service.ts";
import { type AccessClaims, createAccessTokens, isOver } from "./access-token.ts";
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

const codec = createHmacCodec(deriveKeys([SECRET], "access"), "at+jwt");
const tokens = createAccessTokens(codec, { ...names, cache: false });
const sign = (changes: Partial<AccessClaims> = {}): string =>
  tokens.sign({ ...claims, ...changes }, NOW) as string;
const verify = (token: string): AccessClaims | null => tokens.verify(token) as AccessClaims | null;
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
    expect(verify(sign())).toEqual({
      ...claims,
      bound: false,
      sessionUserId: claims.userId,
      sessionActor: null,
      issuedAt: NOW,
    });
    const { payload, protectedHeader } = await jwtVerify(sign(), key, {
      currentDate: new Date(NOW),
    });
    expect(Object.keys(protectedHeader)).toEqual(["alg", "kid", "typ"]);
    expect(payload).toMatchObject({ sub: "ada", sid: claims.id, gen: 3, br: 1, role: "admin" });
  });

  test("is over at its end, with five seconds for clocks that differ", () => {
    expect(isOver(claims, NOW + 904_999)).toBe(false);
    expect(isOver(claims, NOW + 905_000)).toBe(true);
    expect(verify(sign({ tokenExpiresAt: NOW - 900_000 }))).not.toBeNull();
  });

  test("is refused by another issuer, audience, type or purpose", () => {
    for (const other of [
      { ...names, issuer: "x" },
      { ...names, audience: "x" },
    ]) {
      expect(createAccessTokens(codec, { ...other, cache: false }).verify(sign())).toBeNull();
    }
    for (const [purpose, typ] of [
      ["session", "at+jwt"],
      ["access", "rt+jwt"],
    ] as const) {
      const wrong = createHmacCodec(deriveKeys([SECRET], purpose), typ);
      expect(createAccessTokens(wrong, { ...names, cache: false }).verify(sign())).toBeNull();
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
    ["a time before which it is not valid", { nbf: Math.floor(NOW / 1000) + 3_600 }],
    ["an id of the token", { jti: "x" }],
    ["an actor without a session", { act: { sub: "eve" } }],
    ["an actor with another member", { act: { sub: "eve", sid: "x", act: { sub: "ada" } } }],
    ["an actor whose id is no text", { act: { sub: 1, sid: "x" } }],
  ])("%s is refused though signed by us", (_, changes) => {
    const payload = {
      ...JSON.parse(new TextDecoder().decode(base64url.decode(part(sign(), 1)))),
      ...changes,
    };
    expect(verify(codec.sign(payload))).toBeNull();
  });

  test.each([
    ["a member twice", (text: string) => text.replace('"gen":3', '"gen":9,"gen":3')],
    ["white space", (text: string) => text.replace(",", ", ")],
    ["no JSON", () => "not json"],
    ["a list", () => "[]"],
    ["null", () => "null"],
  ])("%s under a genuine signature is refused, and never throws", async (_, change) => {
    const { createMac } = await import("./hmac.ts");
    const text = new TextDecoder().decode(base64url.decode(part(sign(), 1)));
    const input = `${part(sign(), 0)}.${base64url.encode(change(text))}`;
    expect(verify(`${input}.${createMac(key)(input)}`)).toBeNull();
  });

  test("carry the actor of an impersonation as RFC 8693 has it", () => {
    const actor = { userId: "eve", sessionId: "actor-session-id-1234" };
    const token = sign({ actor });
    const payload = JSON.parse(new TextDecoder().decode(base64url.decode(part(token, 1))));
    expect(payload.act).toEqual({ sub: "eve", sid: "actor-session-id-1234" });
    expect(verify(token)).toMatchObject({ userId: "ada", actor, sessionActor: actor });
    expect(verify(sign())).toMatchObject({ actor: null, sessionActor: null });
  });

  test("what the cache returns cannot be changed at any depth", () => {
    const cached = createAccessTokens(codec, { ...names, cache: {} });
    const token = sign({ claims: { roles: ["user"] }, data: { cart: { items: [1] } } });
    for (let time = 0; time < 2; time++) {
      const { claims: read, data } = cached.verify(token) as AccessClaims & {
        claims: { roles: string[] };
        data: { cart: { items: number[] } };
      };
      expect(() => read.roles.push("admin")).toThrow(TypeError);
      expect(() => data.cart.items.push(2)).toThrow(TypeError);
    }
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

test("what is accepted is accepted by jose with the same claims", async () => {
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
      if (ours === null || isOver(ours, NOW)) return;
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
