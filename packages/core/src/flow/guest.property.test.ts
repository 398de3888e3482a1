import { test } from "vitest";
import { assertSequences } from "../../test/identity-model/assert-sequences.ts";
import { sequences } from "../../test/identity-model/step.ts";

const guests = sequences({
  page: 4,
  strict: 1,
  refresh: 2,
  "update guest": 6,
  "sign in": 3,
  "sign out": 1,
  "sign out others": 1,
  "sign out all": 1,
  revoke: 1,
  "revoke user": 1,
  impersonate: 1,
  return: 1,
});

test.each([
  ["jwt", "jwt", 1],
  ["database", "database", 2],
  ["jwt", "database", 3],
] as const)(
  "whatever is lost or late, a guest is not signed in, keeps its data, and leaves it to one session (%s, %s)",
  (one, other, seed) => assertSequences(guests, [one, other], seed),
  0,
);
