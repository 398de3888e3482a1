import { expect, test } from "vitest";
import type { Answer } from "./answer.ts";
import { checkAnswer } from "./check-answer.ts";

function check(what: string, status: number): void {
  const answer = { what, status, headers: {}, setCookies: [], text: "" } as unknown as Answer;
  const output = () => "TypeError: until is not a Date";
  checkAnswer(answer, new Set(), { cannot: [], hidden: false, output });
}

test("a failure of the application is reported with what it has printed", () => {
  expect(() => check("POST /sign-in", 500)).toThrow(
    "POST /sign-in answered 500. The application has printed:\nTypeError: until is not a Date",
  );
});

test.each([
  ["POST /sign-in", 200],
  ["an outage of POST /sign-in", 503],
  ["GET /throws", 500],
])("%s may be answered with %i", (what, status) => {
  expect(() => check(what, status)).not.toThrow();
});
