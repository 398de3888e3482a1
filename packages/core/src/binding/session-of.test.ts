import { expect, test } from "vitest";
import { createService } from "../../test/service.ts";
import { SessionStoreError } from "../base/errors.ts";
import { unauthenticated, unavailable } from "../session/outcome.ts";
import { sessionOf } from "./session-of.ts";

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
