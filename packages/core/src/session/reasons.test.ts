import { expect, test } from "vitest";
import { readReason, withReason } from "../index.ts";

test.each([
  ["/sign-in", "revoked", "/sign-in?reason=revoked"],
  ["/sign-in?x=1#top", "expired_idle", "/sign-in?x=1&reason=expired_idle#top"],
  ["/sign-in#top", "user_gone", "/sign-in?reason=user_gone#top"],
  ["/sign-in", "a&b=<script>", "/sign-in?reason=a%26b%3D%3Cscript%3E"],
  ["/sign-in", "absent", "/sign-in"],
  ["/sign-in", "guest", "/sign-in"],
  ["/sign-in", null, "/sign-in"],
])("%s with the reason %s is %s", (path, reason, expected) => {
  expect(withReason(path, reason)).toBe(expected);
});

test("a reason is read from a query, and nothing else is", () => {
  for (const reason of ["absent", "credentials_changed", "binding_required"])
    expect(readReason(reason)).toBe(reason);
  for (const other of ["unavailable", "constructor", "__proto__", "", "Revoked", ["revoked"], null])
    expect(readReason(other)).toBeNull();
});
