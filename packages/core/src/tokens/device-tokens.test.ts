import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OLDER_SECRET, SECRET } from "../../test/service.ts";
import { createDeviceTokens } from "./device-tokens.ts";
import { deriveKeys } from "./keys.ts";

const tokens = createDeviceTokens(deriveKeys([SECRET], "device"));
const rotated = createDeviceTokens(deriveKeys([OLDER_SECRET, SECRET], "device"));
const other = createDeviceTokens(deriveKeys([SECRET], "session"));
const ID = "V1StGXR8_Z5jdHi6B-myT";
const KEY = "k".repeat(43);
const NOW = 1_800_000_000_000;

const kinds = [
  ["an offer", tokens.offer(ID, NOW), "readOffer", NOW],
  ["a challenge", tokens.challenge(ID, KEY, 7), "readChallenge", 7],
  ["a bound cookie", tokens.cookie(ID, KEY, NOW), "readCookie", NOW],
] as const;

describe.each(kinds)("%s", (_, text, verb, value) => {
  test("is read for its session and key, and with an older secret", () => {
    expect(tokens[verb](text, ID, KEY)).toBe(value);
    expect(rotated[verb](text, ID, KEY)).toBe(value);
  });

  test("is refused for another session, use, purpose and key", () => {
    expect(tokens[verb](text, `${ID.slice(0, -1)}U`, KEY)).toBeNull();
    expect(other[verb](text, ID, KEY)).toBeNull();
    for (const [, foreign, foreignVerb] of kinds)
      if (foreignVerb !== verb) expect(tokens[verb](foreign, ID, KEY)).toBeNull();
    if (verb !== "readOffer") expect(tokens[verb](text, ID, "l".repeat(43))).toBeNull();
  });

  test("that was changed is refused, as is any other text", () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(..."Aa1._-"), (at, by) => {
        fc.pre(text[at] !== by);
        expect(tokens[verb](text.slice(0, at) + by + text.slice(at + 1), ID, KEY)).toBeNull();
      }),
    );
    fc.assert(fc.property(fc.string(), (any) => tokens[verb](any, ID, KEY) === null));
    expect(tokens[verb](`${text} `, ID, KEY)).toBeNull();
  });

  test("is a text that a cookie and a quoted string can hold", () => {
    expect(text).toMatch(/^[\w.-]{46,60}$/);
  });
});
