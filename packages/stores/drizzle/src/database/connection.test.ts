import { expect, it } from "vitest";
import { isConflict } from "./connection.ts";

const failed = (code: object) => Object.assign(new Error("failed"), code);

it.each([{ code: "40001" }, { code: "40P01" }, { code: "ER_LOCK_DEADLOCK", sqlState: "40001" }])(
  "is true for %j, also inside Drizzle's own error",
  (code) => {
    expect(isConflict(failed(code))).toBe(true);
    expect(isConflict(new Error("Failed query", { cause: failed(code) }))).toBe(true);
  },
);

it.each([
  { code: "23505" },
  { code: "ECONNRESET" },
  { code: "ER_DUP_ENTRY", sqlState: "23000" },
  {},
])("is false for %j, which may have taken effect or fails again", (code) => {
  expect(isConflict(failed(code))).toBe(false);
});
