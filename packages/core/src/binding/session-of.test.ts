import { expect, test } from "vitest";
import { createService } from "../../test/service.ts";
import { SessionStoreError } from "../base/errors.ts";
import { unauthenticated, unavailable } from "../session/outcome.ts";
import { sessionAnswerOf, sessionOf } from "./session-of.ts";

test("null for a request that is signed out, and an outage throws the error of the store", async () => {
  const { sessions } = createService();
  const outcome = await sessions.create("ada");
  expect(sessionOf(outcome)).toBe(outcome.session);
  expect(sessionOf(unauthenticated("absent"))).toBeNull();
  const error = new SessionStoreError("down");
  expect(() => sessionOf(unavailable(error))).toThrow(error);
});

test.each(["down", new TypeError("down")])(
  "%s becomes the cause of an error with a status",
  (cause) => {
    expect(() => sessionOf(unavailable(cause))).toThrow(
      expect.objectContaining({ code: "session_store", status: 503, cause }),
    );
  },
);

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

test("null if the browser may have a session whose cookies it does not send", async () => {
  const { sessions } = createService();
  const withheld = { ...unauthenticated("absent"), withheld: true } as const;
  expect(await sessionAnswerOf(sessions, withheld)).toBeNull();
});

test("null in an outage, also in one that begins while the user is loaded", async () => {
  const { sessions } = createService();
  expect(await sessionAnswerOf(sessions, unavailable(new Error("down")))).toBeNull();
  const outcome = await sessions.create("ada");
  const fails = (error: unknown) => ({ ...sessions, answer: () => Promise.reject(error) });
  expect(await sessionAnswerOf(fails(new SessionStoreError("down")), outcome)).toBeNull();
  await expect(sessionAnswerOf(fails(new TypeError("ours")), outcome)).rejects.toThrow("ours");
});
