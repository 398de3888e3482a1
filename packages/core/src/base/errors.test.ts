import { expect, test } from "vitest";
import {
  CrossSiteError,
  SessionConfigError,
  SessionRequiredError,
  SessionStoreError,
} from "./errors.ts";

test.each([
  [new SessionRequiredError("session_required", "expired_idle"), 401, true],
  [new CrossSiteError(), 403, true],
  [new SessionStoreError("find failed."), 503, false],
])("%s has its status under both names that frameworks read", (error, status, expose) => {
  expect([error.status, error.statusCode, error.expose]).toEqual([status, status, expose]);
});

test("a wrong configuration has no status: frameworks answer 500", () => {
  const error = new SessionConfigError("secret", "is missing.");
  expect("status" in error || "statusCode" in error).toBe(false);
});
