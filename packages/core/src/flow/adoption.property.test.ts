import fc from "fast-check";
import { test } from "vitest";
import { assertSequences } from "../../test/identity-model/assert-sequences.ts";
import { sequences } from "../../test/identity-model/step.ts";

/** With guests, impersonations and sign-ins here; and the requests of several tabs alone. */
const adoptions = fc.oneof(
  sequences({
    page: 4,
    strict: 1,
    refresh: 2,
    "update guest": 1,
    "sign in": 1,
    "sign out": 1,
    "sign out others": 1,
    "sign out all": 1,
    revoke: 1,
    "revoke user": 1,
    impersonate: 1,
    return: 1,
    "sign in to the other library": 3,
    "present an old credential": 2,
  }),
  sequences({
    page: 3,
    strict: 1,
    refresh: 3,
    "sign out": 1,
    "sign in to the other library": 2,
    "present an old credential": 1,
  }),
);

test.each([
  ["jwt", "jwt", 11],
  ["database", "database", 12],
  ["jwt", "database", 13],
] as const)(
  "whatever is lost or late, a session of another library continues as one session, until that ends (%s, %s)",
  (one, other, seed) => assertSequences(adoptions, [one, other], seed),
  0,
);
