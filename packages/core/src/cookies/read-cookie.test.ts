import { expect, test } from "vitest";
import { readCookie } from "./read-cookie.ts";

const NAME = "__Host-session";

test.each([
  ["alone", `${NAME}=abc`, { value: "abc" }],
  ["among others", `a=1; ${NAME}=abc; b=2`, { value: "abc" }],
  ["with blanks around", `a=1;\t ${NAME} =\tabc ;b=2`, { value: "abc" }],
  ["empty", `${NAME}=`, { value: "" }],
  ["without a value", NAME, null],
  ["with an equals sign in its value", `${NAME}=a=b`, { value: "a=b" }],
  ["as the end of another name", `x${NAME}=abc`, null],
  ["as the start of another name", `${NAME}2=abc`, null],
  ["in the value of another cookie", `a=${NAME}=abc`, null],
  ["in another case", `__host-SESSION=abc`, null],
  ["behind a no-break space", `\u00a0${NAME}=abc`, null],
  ["behind a line feed", `a=1;\n${NAME}=abc`, null],
  ["percent-encoded", `%5F_Host-session=abc`, null],
  ["quoted: the quotes belong to the value", `${NAME}="abc"`, { value: '"abc"' }],
  ["twice", `${NAME}=abc; a=1; ${NAME}=def`, "duplicate"],
  ["twice alike", `${NAME}=abc;${NAME}=abc`, "duplicate"],
  ["nowhere", "a=1; b=2", null],
  ["in an empty header", "", null],
])("a cookie %s", (_, header, expected) => {
  expect(readCookie(header, NAME)).toEqual(expected);
});

test("is found behind 500 others", () => {
  const others = Array.from({ length: 500 }, (_, index) => `c${index}=${NAME}`).join("; ");
  expect(readCookie(`${others}; ${NAME}=abc`, NAME)).toEqual({ value: "abc" });
});
