import { expect, test } from "vitest";
import { assertCalled } from "./assert-called.ts";

test.each([{ socket: {} }, { req: {} }])("%o is a request, and no options", (given) => {
  expect(() => assertCalled(given, "attach")).toThrow(/attach\(\)/);
});

test("options are options", () => {
  expect(() => assertCalled({}, "attach")).not.toThrow();
  expect(() => assertCalled({ fresh: "10m" }, "requireSession")).not.toThrow();
});
