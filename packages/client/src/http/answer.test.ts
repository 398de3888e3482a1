import { expect, test } from "vitest";
import { isInconclusive } from "./answer.ts";

const session = { id: "s1" };
const signedIn = { status: "authenticated", session, user: null, now: 1_000, expiresIn: 900 };
const required = { type: "about:blank", status: 401, code: "session_required" };

test.each([
  ["a session", signedIn],
  ["a session that is due for a refresh", { ...signedIn, expiresIn: 0 }],
  ["the reason for none", { status: "unauthenticated", session: null, reason: "absent" }],
  ["a refusal with its reason", { ...required, reason: "revoked" }],
  ["the result of a sign-out", { revoked: 0 }],
])("%s is conclusive", (_, answer) => {
  expect(isInconclusive(answer)).toBe(false);
});

test.each([
  ["nothing", undefined],
  ["null", null],
  ["a text", "authenticated"],
  ["a list", [signedIn]],
  ["an outage", { status: 503, code: "unavailable", reason: "unavailable" }],
  ["a missing proof", { status: "unauthenticated", reason: "binding_required" }],
  ["a refusal without its reason", required],
  ["a refused page of a gateway", { error: "invalid_token", reason: "token expired" }],
  ["a refusal of Kubernetes", { status: "Failure", reason: "Unauthorized", code: 401 }],
  ["a maintenance page", { ok: false, reason: "maintenance" }],
  ["another server's session", { session: { user: "ada" } }],
  ["a session without an id", { ...signedIn, session: {} }],
  ["a session without the time", { ...signedIn, now: undefined }],
  ["a session without its end", { ...signedIn, expiresIn: "soon" }],
  [
    "a promise with the state of React",
    Object.assign(Promise.resolve(), { status: "rejected", reason: new Error("failed") }),
  ],
])("%s is inconclusive", (_, answer) => {
  expect(isInconclusive(answer)).toBe(true);
});
