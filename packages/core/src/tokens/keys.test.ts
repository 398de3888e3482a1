import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { OLDER_SECRET, SECRET } from "../../test/service.ts";
import { checkSecrets, deriveKeys } from "./keys.ts";

test.each([
  ["none", undefined, /missing/],
  ["an empty one", "", /missing/],
  ["an empty list", [], /missing/],
  ["twelve characters", "abcDEF123456", /12 bytes/],
  ["one repeated character", "a".repeat(64), /repeats/],
  ["a repeated word", "q8Zr!kP2".repeat(8), /repeats/],
  ["a placeholder", "please-change-me-in-production-1234", /placeholder/],
  ["another placeholder", "my_super_secret_key_for_sessions_x9", /placeholder/],
  ["a placeholder of a tutorial", "my-ultra-secure-and-ultra-long-secret", /placeholder/],
  ["a template", "<random_string_at_least_32_characters_long>", /placeholder/],
  ["a template in braces", "{{ SESSION_SECRET_FROM_THE_VAULT_9f3a }}", /placeholder/],
  ["a shell variable", "$SESSION_SECRET_OF_THIS_APPLICATION_1", /placeholder/],
  ["a generated default", "django-insecure-8x#p2v!k9q@m4z$w7r^t1y&u5", /placeholder/],
  ["the alphabet", "abcdefghijklmnopqrstuvwxyz0123456789", /placeholder/],
  ["followed by a line break", `${SECRET}\n`, /white space/],
  ["followed by a carriage return", `${SECRET}\r\n`, /white space/],
  ["preceded by a space", ` ${SECRET}`, /white space/],
  ["two lines", `${SECRET}\n${OLDER_SECRET}`, /line break/],
  ["in double quotes", `"${SECRET}"`, /quotes/],
  ["in single quotes", `'${SECRET}'`, /quotes/],
  ["a weak one among good ones", [SECRET, "short"], /5 bytes/],
  ["a number", 42 as unknown as string, /string/],
])(
  "a secret that is %s is refused with the remedy, and is not in the message",
  (_, secret, message) => {
    expect(() => checkSecrets(secret)).toThrow(message);
    expect(() => checkSecrets(secret)).toThrow(
      expect.objectContaining({ code: "session_config", option: "secret" }),
    );
    for (const text of [secret].flat()) {
      if (typeof text !== "string" || text === "") continue;
      expect(() => checkSecrets(secret)).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(text) }),
      );
    }
  },
);

test("random secrets are accepted in any encoding, newest first", () => {
  expect(checkSecrets(SECRET)).toEqual([SECRET]);
  expect(checkSecrets([SECRET, OLDER_SECRET])).toEqual([SECRET, OLDER_SECRET]);
  expect(
    checkSecrets("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
  ).toHaveLength(1);
  for (let round = 0; round < 500; round++) {
    const bytes = randomBytes(32);
    for (const encoding of ["base64", "base64url", "hex"] as const) {
      const secret = bytes.toString(encoding);
      expect(checkSecrets(secret)).toEqual([secret]);
    }
  }
});

test("each purpose and each secret has its own key, named by a public thumbprint", () => {
  const kids = [
    deriveKeys([SECRET], "access"),
    deriveKeys([SECRET], "session"),
    deriveKeys([OLDER_SECRET], "access"),
  ].map((ring) => ring.signing.kid);
  expect(new Set(kids).size).toBe(3);
  for (const kid of kids) expect(kid).toMatch(/^[\w-]{8}$/);
});
