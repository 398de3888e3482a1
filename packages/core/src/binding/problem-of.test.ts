import { expect, test } from "vitest";
import {
  CrossSiteError,
  SessionConfigError,
  SessionRequiredError,
  SessionStoreError,
} from "../base/errors.ts";
import { outageOf } from "./outage-of.ts";
import { problemOf } from "./problem-of.ts";

test("what a verb throws has a status, and what the application throws is its own affair", () => {
  expect(problemOf(new SessionStoreError("down"))?.status).toBe(503);
  expect(problemOf(new SessionRequiredError("session_required", "expired"))?.status).toBe(401);
  expect(problemOf(new CrossSiteError())?.status).toBe(403);
  expect(problemOf({ code: "session_store" })?.status).toBe(503);
  for (const other of [new SessionConfigError("x", "y"), new Error("no"), null, undefined, "no"]) {
    expect(problemOf(other)).toBeNull();
  }
});

test("the error of an outage is the store's own, or has it as its cause", () => {
  const error = new SessionStoreError("down");
  const outcome = { status: "unavailable", session: null, reason: "unavailable", cookies: [] };
  expect(outageOf({ ...outcome, error } as never)).toBe(error);
  expect(outageOf({ ...outcome, error: "down" } as never)).toMatchObject({
    code: "session_store",
    cause: "down",
  });
});
