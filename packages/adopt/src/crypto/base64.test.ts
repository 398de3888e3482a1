import { expect, test } from "vitest";
import { decodeBase64, decodeBase64url } from "./base64.ts";

test("only the one text of some bytes is decoded", () => {
  expect(decodeBase64url("-_8")).toEqual(Buffer.from([0xfb, 0xff]));
  expect(decodeBase64("+/8=")).toEqual(Buffer.from([0xfb, 0xff]));
  expect(decodeBase64url("")).toEqual(Buffer.alloc(0));
  for (const text of ["-_9", "+/8", "-_8=", "-_8 ", "-_8\n", "a", "ä"]) {
    expect(decodeBase64url(text)).toBeNull();
  }
  for (const text of ["+/9=", "-_8=", "+/8", "+/8==", " +/8="])
    expect(decodeBase64(text)).toBeNull();
});
