import { expect, test } from "vitest";
import {
  CrossSiteError,
  SessionConfigError,
  SessionRequiredError,
  SessionStoreError,
} from "../base/errors.ts";
import { problemOf } from "./problem-of.ts";

test("an error of a verb has a status, and any other error gives null", () => {
  expect(problemOf(new SessionStoreError("down"))?.status).toBe(503);
  expect(problemOf(new SessionRequiredError("session_required", "expired_idle"))).toMatchObject({
    status: 401,
    problem: { code: "session_required", reason: "expired_idle" },
  });
  expect(problemOf(new CrossSiteError())?.status).toBe(403);
  expect(problemOf({ code: "session_store" })?.status).toBe(503);
  for (const other of [new SessionConfigError("x", "y"), new Error("no"), null, undefined, "no"]) {
    expect(problemOf(other)).toBeNull();
  }
});

test("status and headers of the error itself are the same", () => {
  const { status, headers } = new SessionStoreError("down");
  const answer = problemOf(new SessionStoreError("down"));
  expect(answer?.status).toBe(status);
  expect(answer?.headers).toEqual(expect.arrayContaining(Object.entries(headers)));
});
