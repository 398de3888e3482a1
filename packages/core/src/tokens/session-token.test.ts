import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OLDER_SECRET, SECRET } from "../../test/service.ts";
import { deriveKeys } from "./keys.ts";
import {
  createSessionTokens,
  type GenuineToken,
  hashSecret,
  isSecretOf,
  peekPosition,
} from "./session-token.ts";

const tokens = createSessionTokens(deriveKeys([SECRET], "session"));
const parts = {
  id: "V1StGXR8_Z5jdHi6B-myT",
  generation: 12,
  branch: 3,
  secret: "AAECAwQFBgcICQoLDA0ODw",
};

describe("a session token", () => {
  test("reads back as it was written, and the same parts give the same text", () => {
    const token = tokens.write(parts);
    expect(tokens.read(token)).toEqual({
      ...parts,
      secretHash: hashSecret(parts.secret),
      text: token,
      current: true,
    });
    expect(tokens.write(parts)).toBe(token);
    expect(token.split(".").length).toBe(7);
  });

  test("signed with an older secret is accepted, and only the newest secret signs", () => {
    const older = createSessionTokens(deriveKeys([OLDER_SECRET], "session"));
    const both = createSessionTokens(deriveKeys([SECRET, OLDER_SECRET], "session"));
    expect(both.read(older.write(parts))).toMatchObject({ ...parts, current: false });
    expect(both.write(parts)).toBe(tokens.write(parts));
    expect(older.read(tokens.write(parts))).toBeNull();
  });

  test("is not accepted under the key of another purpose", () => {
    const other = createSessionTokens(deriveKeys([SECRET], "access"));
    expect(other.read(tokens.write(parts))).toBeNull();
  });

  test("is read from the cache the second time, and a forgery is not", () => {
    const caching = createSessionTokens(deriveKeys([SECRET], "session"), {});
    const token = tokens.write(parts);
    const first = caching.read(token);
    expect(first).toEqual(tokens.read(token));
    expect(caching.read(token)).toBe(first);
    expect(caching.read(token.replace(".12.", ".13."))).toBeNull();
    expect(caching.read(token)).toBe(first);
  });

  test("belongs to the record that holds the hash of its secret, and to no other", () => {
    const genuine = tokens.read(tokens.write(parts)) as GenuineToken;
    expect(isSecretOf(genuine, hashSecret(parts.secret))).toBe(true);
    expect(isSecretOf(genuine, hashSecret("another"))).toBe(false);
    expect(isSecretOf(genuine, "")).toBe(false);
  });
});

test.each([
  ["without a cache", tokens],
  ["with a cache", createSessionTokens(deriveKeys([SECRET], "session"), {})],
])("any other text is refused and does not throw, %s", (_, tokens) => {
  const token = tokens.write(parts);
  const property = fc.property(
    fc.nat(token.length),
    fc.string({ unit: "binary", maxLength: 3 }),
    fc.nat(3),
    (at, text, cut) => {
      const changed = token.slice(0, at) + text + token.slice(at + cut);
      expect(tokens.read(changed)?.text ?? null).toBe(changed === token ? token : null);
    },
  );
  fc.assert(property, { numRuns: 1_000 });
  for (const text of [
    "",
    "v1",
    "v1......",
    "x".repeat(1_000_000),
    `${token}\n`,
    `${token} `,
    ` ${token}`,
    // The same but for the upper byte of a character.
    ...[...token].map((character, at) => {
      const other = String.fromCharCode(character.charCodeAt(0) + 0x2c00);
      return token.slice(0, at) + other + token.slice(at + 1);
    }),
  ]) {
    expect(tokens.read(text)).toBeNull();
  }
});

test("numbers have one spelling: no leading zero, sign, fraction or exponent", () => {
  for (const generation of ["012", "+12", "12.0", "1e1", "0"]) {
    expect(
      tokens.read(tokens.write({ ...parts, generation: generation as unknown as number })),
    ).toBeNull();
  }
});

test("the own form is the shape with a known key, whatever the signature says", () => {
  const token = tokens.write(parts);
  expect(tokens.hasOwnForm(token)).toBe(true);
  expect(tokens.hasOwnForm(token.replace(".12.", ".13."))).toBe(true);
  const unknownKey = createSessionTokens(deriveKeys([OLDER_SECRET], "session")).write(parts);
  for (const other of [unknownKey, "", "v1.", `${token} `, token.slice(0, -1), "eyJhbGciOi.e30.x"])
    expect(tokens.hasOwnForm(other)).toBe(false);
});

test("the position of a token is read without its signature, and null for another form", () => {
  const { secret: _, ...position } = parts;
  expect(peekPosition(tokens.write(parts))).toEqual(position);
  for (const other of [
    "",
    "v1",
    "v1.",
    "eyJhbGciOiJIUzI1NiJ9.e30.c2ln",
    "session=1",
    ".".repeat(60),
  ])
    expect(peekPosition(other)).toBeNull();
});
