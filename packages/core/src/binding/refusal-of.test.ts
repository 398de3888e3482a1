import { expect, test } from "vitest";
import { createService } from "../../test/service.ts";
import {
  CrossSiteError,
  SessionConfigError,
  SessionRequiredError,
  SessionStoreError,
} from "../base/errors.ts";
import { problemOf } from "../http/response.ts";
import { unauthenticated, unavailable } from "../session/outcome.ts";
import { refusalOf, requiredErrorOf } from "./refusal-of.ts";

test("null for a request that is signed in, and recently enough if that is required", async () => {
  const { sessions, clock } = createService();
  const outcome = await sessions.create("ada");
  expect(refusalOf(sessions, outcome, {})).toBeNull();
  expect(refusalOf(sessions, outcome, { fresh: "10m" })).toBeNull();
  clock.advance("11m");
  expect(refusalOf(sessions, outcome, {})).toBeNull();
  expect(refusalOf(sessions, outcome, { fresh: "10m" })).toMatchObject({
    status: 401,
    problem: { code: "session_not_fresh", reason: null },
  });
});

test("a refusal has the reason, and an outage is not a sign-out", () => {
  const { sessions } = createService();
  expect(refusalOf(sessions, unauthenticated("expired_idle"), {})).toMatchObject({
    status: 401,
    problem: { code: "session_required", reason: "expired_idle" },
  });
  for (const session of ["required", "optional"] as const) {
    expect(refusalOf(sessions, unavailable(new Error("down")), { session })).toMatchObject({
      status: 503,
      problem: { code: "unavailable", reason: "unavailable" },
    });
  }
});

test("null for a request that is signed out if a session is optional", () => {
  const { sessions } = createService();
  expect(refusalOf(sessions, unauthenticated("absent"), { session: "optional" })).toBeNull();
});

test("the error has the same code and reason, and an outage throws its own", async () => {
  const { sessions } = createService();
  expect(requiredErrorOf(sessions, await sessions.create("ada"), {})).toBeNull();
  expect(requiredErrorOf(sessions, unauthenticated("expired_idle"), {})).toMatchObject({
    code: "session_required",
    reason: "expired_idle",
    status: 401,
  });
  const error = new SessionStoreError("down");
  expect(() => requiredErrorOf(sessions, unavailable(error), {})).toThrow(error);
});

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
