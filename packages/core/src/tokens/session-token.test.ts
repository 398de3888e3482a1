import fc from "fast-check";
import { expect, test } from "vitest";
import { OLDER_SECRET, SECRET } from "../../test/service.ts";
import { deriveKeys } from "./keys.ts";
import { createSessionTokens, type GenuineToken, hashSecret, isSecretOf } from "./session-token.ts";

const tokens = createSessionTokens(deriveKeys([SECRET], "session"));
const parts = {
  id: "V1StGXR8_Z5jdHi6B-myT",
  generation: 12,
  branch: 3,
  secret: "AAECAwQFBgcICQoLDA0ODw",
};

test("reads back as it was written, and is the same text every time", () => {
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

test("an older secret still verifies, and only the newest signs", () => {
  const older = createSessionTokens(deriveKeys([OLDER_SECRET], "session"));
  const both = createSessionTokens(deriveKeys([SECRET, OLDER_SECRET], "session"));
  expect(both.read(older.write(parts))).toMatchObject({ ...parts, current: false });
  expect(both.write(parts)).toBe(tokens.write(parts));
  expect(older.read(tokens.write(parts))).toBeNull();
});

test("a key for another purpose does not verify", () => {
  expect(createSessionTokens(deriveKeys([SECRET], "access")).read(tokens.write(parts))).toBeNull();
});

test("a token that was read before is read as it was, and a forgery beside it is none", () => {
  const caching = createSessionTokens(deriveKeys([SECRET], "session"), {});
  const token = tokens.write(parts);
  expect(caching.read(token)).toEqual(tokens.read(token));
  const first = caching.read(token);
  expect(first).toEqual(tokens.read(token));
  expect(caching.read(token)).toBe(first);
  expect(caching.read(token.replace(".12.", ".13."))).toBeNull();
  expect(caching.read(token)).toBe(first);
});

test("a secret belongs to the row that keeps its hash, and to no other", () => {
  const presented = tokens.read(tokens.write(parts)) as GenuineToken;
  expect(isSecretOf(presented, hashSecret(parts.secret))).toBe(true);
  expect(isSecretOf(presented, hashSecret("another"))).toBe(false);
  expect(isSecretOf(presented, "")).toBe(false);
});

test.each([
  ["plain", tokens],
  ["with a cache", createSessionTokens(deriveKeys([SECRET], "session"), {})],
])("any other text is null, and nothing throws: %s", (_, tokens) => {
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

test("numbers have one spelling: no leading zero, no sign, no fraction", () => {
  for (const generation of ["012", "+12", "12.0", "1e1", "0"]) {
    expect(
      tokens.read(tokens.write({ ...parts, generation: generation as unknown as number })),
    ).toBeNull();
  }
});
