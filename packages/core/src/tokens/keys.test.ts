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
  ["a weak one among good ones", [SECRET, "short"], /5 bytes/],
  ["a number", 42 as unknown as string, /string/],
])(
  "a secret that is %s is refused with what to do, and is not repeated in the message",
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

test("random secrets are taken as they come, newest first", () => {
  expect(checkSecrets(SECRET)).toEqual([SECRET]);
  expect(checkSecrets([SECRET, OLDER_SECRET])).toEqual([SECRET, OLDER_SECRET]);
  expect(
    checkSecrets("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
  ).toHaveLength(1);
});

test("each purpose and each secret has a key of its own, named by a public thumbprint", () => {
  const kids = [
    deriveKeys([SECRET], "access"),
    deriveKeys([SECRET], "session"),
    deriveKeys([OLDER_SECRET], "access"),
  ].map((ring) => ring.signing.kid);
  expect(new Set(kids).size).toBe(3);
  for (const kid of kids) expect(kid).toMatch(/^[\w-]{8}$/);
});
