import { expect, test } from "vitest";
import { assertCalled, checkFresh } from "./check-guard.ts";

test.each([{ socket: {} }, { req: {} }])("%o is a request, and no options", (given) => {
  expect(() => assertCalled(given, "attach")).toThrow(/attach\(\)/);
});

test("options are options", () => {
  expect(() => assertCalled({}, "attach")).not.toThrow();
  expect(() => assertCalled({ fresh: "10m" }, "requireSession")).not.toThrow();
});

test("a duration that cannot be read is refused when the guard is made", () => {
  expect(() => checkFresh({ fresh: "soon" as never })).toThrow(/fresh|maxAge/);
  expect(() => checkFresh({})).not.toThrow();
});
