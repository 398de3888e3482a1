import { expect, it } from "vitest";
import { isConflict } from "./is-conflict.ts";

const failed = (code: object) => Object.assign(new Error("failed"), code);

it.each([{ code: "40001" }, { code: "40P01" }, { code: "ER_LOCK_DEADLOCK", sqlState: "40001" }])(
  "is what the database undid: %j, alone and inside Drizzle's own error",
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
])("is nothing that may have happened, or never can: %j", (code) => {
  expect(isConflict(failed(code))).toBe(false);
});
