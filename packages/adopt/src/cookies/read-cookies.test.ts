import { expect, test } from "vitest";
import { readCookies } from "./read-cookies.ts";

test.each<[string, string | null | undefined, object]>([
  ["no header", undefined, {}],
  ["an empty header", "", {}],
  ["several cookies", "a=1; b=2", { a: "1", b: "2" }],
  ["blanks", " a =\t1 ;b= 2", { a: "1", b: "2" }],
  ["an equals sign in a value", "a=b=c", { a: "b=c" }],
  ["percent-encoding", "a=s%3Ax%2B", { a: "s:x+" }],
  ["encoding that is not valid", "a=%ff; b=%; c=1", { c: "1" }],
  ["pairs without a name", "=1; ;a; b=2", { b: "2" }],
  ["equal values under one name", "a=1; a=%31", { a: "1" }],
  ["different values under one name", "a=1; b=2; a=3; a=1", { a: null, b: "2" }],
  [
    "a name of every object",
    "__proto__=1; constructor=2",
    { ["__proto__"]: "1", constructor: "2" },
  ],
])("%s", (_, header, expected) => {
  expect(Object.fromEntries(readCookies(header))).toEqual(expected);
});

test("a header of blanks is read in linear time", () => {
  const blanks = " ".repeat(200_000);
  expect(readCookies(`a=${blanks}x${blanks}y`).get("a")).toBe(`x${blanks}y`);
});
