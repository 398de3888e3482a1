import { DrizzleQueryError } from "drizzle-orm/errors";
import { expect, it } from "vitest";
import { redactError } from "./redact-error.ts";

class DatabaseError extends Error {
  override name = "DatabaseError";
  code = "23505";
  detail = "Key (id)=(secret) already exists.";
}

it("returns the driver's error with its class and code, without Drizzle's error around it", () => {
  const cause = new DatabaseError("duplicate key");
  const error = redactError(new DrizzleQueryError("select 1", ["secret"], cause));
  expect(error).toBeInstanceOf(DatabaseError);
  expect(error).toMatchObject({ name: "DatabaseError", message: "duplicate key", code: "23505" });
  expect(Object.values(error as object).join()).not.toContain("secret");
});

it("does not change the driver's error itself", () => {
  const cause = new DatabaseError("duplicate key");
  redactError(cause);
  expect(cause.detail).toContain("secret");
});

it.each([
  ["Duplicate entry 'secret' for key 'PRIMARY'", "Duplicate entry … for key 'PRIMARY'"],
  ["Duplicate entry 'secret' for key 'secret' for key 'a'", "Duplicate entry … for key 'a'"],
  [
    "Incorrect string value: 'secret\n' for column `a`.`b` at row 1",
    "Incorrect string value: … for column `a`.`b` at row 1",
  ],
  ['value "secret" is out of range for type integer', "value … is out of range for type integer"],
  ['invalid input syntax for type uuid: "secret"', "invalid input syntax for type uuid: …"],
  ['relation "session" does not exist', 'relation "session" does not exist'],
  [
    "SQLITE_CONSTRAINT: UNIQUE constraint failed: session.id",
    "SQLITE_CONSTRAINT: UNIQUE constraint failed: session.id",
  ],
])("removes the value from %s", (message, expected) => {
  const inner = new Error(message);
  const error = redactError(new Error("outer", { cause: inner })) as Error;
  expect((error.cause as Error).message).toBe(expected);
  expect((error.cause as Error).stack).not.toContain("secret");
});

it("returns a value that is not an Error unchanged", () => {
  expect(redactError("gone")).toBe("gone");
});
