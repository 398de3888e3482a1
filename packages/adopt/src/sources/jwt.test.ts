import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { createRemoteJWKSet, EncryptJWT, jwtDecrypt, jwtVerify, SignJWT } from "jose";
import jsonwebtoken from "jsonwebtoken";
import { describe, expect, test } from "vitest";
import { expectAltered } from "../../test/expect-altered.ts";
import { requestWith } from "../../test/request.ts";
import { fromJwt } from "./jwt.ts";

const secret = "the secret of the old application";
const name = "token";
const at = (value: string) => requestWith({ [name]: value });

const byHand = fromJwt({
  cookie: name,
  verify: (token) => jsonwebtoken.verify(token, secret, { algorithms: ["HS256"] }),
});

describe("a token of jsonwebtoken", () => {
  test("is read, with its subject and times", async () => {
    const token = jsonwebtoken.sign({}, secret, { subject: "ada", expiresIn: "1h" });
    const { iat = 0 } = jsonwebtoken.decode(token) as { iat?: number };
    expect(await byHand.read(at(token))).toMatchObject({
      userId: "ada",
      createdAt: new Date(iat * 1_000),
      expiresAt: new Date((iat + 3_600) * 1_000),
    });
  });

  test("has the user, the end and the data that the application reads", async () => {
    const adopter = fromJwt({
      cookie: { name, domain: "app.example" },
      verify: (token) => jsonwebtoken.verify(token, secret) as { id: number; theme: string },
      userId: (claims) => claims.id,
      data: ({ theme }) => ({ theme }),
    });
    const adopted = await adopter.read(at(jsonwebtoken.sign({ id: 7, theme: "dark" }, secret)));
    expect(adopted).toMatchObject({ userId: 7, data: { theme: "dark" } });
    expect(adopted).not.toHaveProperty("expiresAt");
    expect(adopter.clear(at("x"))).toMatchObject([{ name, domain: "app.example", maxAge: 0 }]);
  });

  test.each([
    ["expired", jsonwebtoken.sign({ sub: "ada", exp: 1_000 }, secret)],
    ["not yet valid", jsonwebtoken.sign({ sub: "ada", nbf: 9_999_999_999 }, secret)],
    ["of another secret", jsonwebtoken.sign({ sub: "ada" }, "another secret")],
    ["of another algorithm", jsonwebtoken.sign({ sub: "ada" }, secret, { algorithm: "HS512" })],
    ["unsigned", jsonwebtoken.sign({ sub: "ada" }, null, { algorithm: "none" })],
    ["text", jsonwebtoken.sign("ada", secret)],
    ["without a subject", jsonwebtoken.sign({}, secret)],
    ["no token", "ada"],
  ])("that is %s is null", async (_, token) => {
    expect(await byHand.read(at(token))).toBeNull();
  });

  test.each([undefined, ""])("and a verifier without its secret is an error: %j", async (none) => {
    const adopter = fromJwt({
      cookie: name,
      verify: (token) => jsonwebtoken.verify(token, none as string),
    });
    const token = jsonwebtoken.sign({ sub: "ada" }, secret);
    await expect(adopter.read(at(token))).rejects.toThrow(/must be provided/);
  });

  test("altered cookies are null, and never an error", async () => {
    const [value, other] = ["ada", "grace"].map((sub) => jsonwebtoken.sign({ sub }, secret));
    await expectAltered(byHand, { name, value: value ?? "", other: other ?? "" });
  });
});

describe("a token of jose", () => {
  const key = new TextEncoder().encode(secret.padEnd(32, "."));
  const byJose = fromJwt({
    cookie: name,
    verify: async (token) => (await jwtVerify(token, key, { algorithms: ["HS256"] })).payload,
  });
  const sign = (sub: string, end = "1h") =>
    new SignJWT({ sub }).setProtectedHeader({ alg: "HS256" }).setExpirationTime(end).sign(key);

  test("is read, and altered cookies are null", async () => {
    const [value, other] = [await sign("ada"), await sign("grace")];
    expect(await byJose.read(at(value))).toMatchObject({ userId: "ada" });
    expect(await byJose.read(at(await sign("ada", "-1s")))).toBeNull();
    await expectAltered(byJose, { name, value, other });
  });

  test("that is encrypted is read", async () => {
    const secretKey = new Uint8Array(32).fill(7);
    const encrypt = (sub: string) =>
      new EncryptJWT({ sub }).setProtectedHeader({ alg: "dir", enc: "A256GCM" }).encrypt(secretKey);
    const adopter = fromJwt({
      cookie: name,
      verify: async (token) => (await jwtDecrypt(token, secretKey)).payload,
    });
    await expectAltered(adopter, {
      name,
      value: await encrypt("ada"),
      other: await encrypt("grace"),
    });
  });

  test("has one credential for all of its signatures", async () => {
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const [privateKey, publicKey] = [
      createPrivateKey(pair.privateKey.export({ type: "pkcs8", format: "pem" })),
      createPublicKey(pair.publicKey.export({ type: "spki", format: "pem" })),
    ];
    const again = () =>
      new SignJWT({ sub: "ada", iat: 5 }).setProtectedHeader({ alg: "ES256" }).sign(privateKey);
    const adopter = fromJwt({
      cookie: name,
      verify: async (token) => (await jwtVerify(token, publicKey)).payload,
    });
    const [one, two] = [await again(), await again()];
    expect(one).not.toBe(two);
    const [first, second] = [await adopter.read(at(one)), await adopter.read(at(two))];
    expect(first?.credential).toBe(second?.credential);
  });

  test("whose keys cannot be fetched is an outage", async () => {
    const keys = createRemoteJWKSet(new URL("http://127.0.0.1:9/keys"));
    const adopter = fromJwt({
      cookie: name,
      verify: async (token) => (await jwtVerify(token, keys)).payload,
    });
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const token = await new SignJWT({ sub: "ada" })
      .setProtectedHeader({ alg: "ES256" })
      .sign(pair.privateKey);
    await expect(adopter.read(at(token))).rejects.toThrow();
  });
});

test.each<[string, object, string]>([
  ["no verifier", { verify: undefined }, "verify"],
  ["no cookie", { cookie: undefined }, "cookie.name"],
  ["an unknown option", { secret }, "secret"],
])("throws for %s", (_, options, option) => {
  const create = () => fromJwt({ cookie: name, verify: () => null, ...options });
  expect(create).toThrow(expect.objectContaining({ name: "SessionConfigError", option }));
});
