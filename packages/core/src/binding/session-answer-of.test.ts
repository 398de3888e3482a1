import { expect, test } from "vitest";
import { createService } from "../../test/service.ts";
import { SessionStoreError } from "../base/errors.ts";
import { unauthenticated, unavailable } from "../session/outcome.ts";
import { sessionAnswerOf } from "./session-answer-of.ts";

test("holds what a browser may see, and no session data", async () => {
  const { sessions } = createService();
  const outcome = await sessions.create("ada", { data: { note: "private" } });
  const answer = await sessionAnswerOf(sessions, outcome);
  expect(answer).toMatchObject({ status: "authenticated", user: { id: "ada", name: "ADA" } });
  expect(JSON.stringify(answer)).not.toContain("private");
  expect(await sessionAnswerOf(sessions, unauthenticated("absent"))).toMatchObject({
    status: "unauthenticated",
    reason: "absent",
  });
});

test("null in an outage, also in one that begins while the user is loaded", async () => {
  const { sessions } = createService();
  expect(await sessionAnswerOf(sessions, unavailable(new Error("down")))).toBeNull();
  const outcome = await sessions.create("ada");
  const fails = (error: unknown) => ({ ...sessions, answer: () => Promise.reject(error) });
  expect(await sessionAnswerOf(fails(new SessionStoreError("down")), outcome)).toBeNull();
  await expect(sessionAnswerOf(fails(new TypeError("ours")), outcome)).rejects.toThrow("ours");
});
