import type { Adopter } from "@sessionkit/core";
import session from "express-session";
import { expectTypeOf, test } from "vitest";
import {
  fromAuthJs,
  fromBetterAuth,
  fromExpressSession,
  fromH3Session,
  fromIronSession,
  fromJwt,
  fromLucia,
  fromNextAuth,
} from "./index.ts";

const secret = "secret";
const store = new session.MemoryStore();

test("the type of the user id is that of the old sessions", () => {
  expectTypeOf(fromNextAuth({ secret })).toEqualTypeOf<Adopter<string>>();
  expectTypeOf(
    fromAuthJs({ secret, userId: ({ userNumber }) => Number(userNumber) }),
  ).toEqualTypeOf<Adopter<number>>();
  expectTypeOf(fromExpressSession({ secret, store })).toEqualTypeOf<Adopter<string>>();
  expectTypeOf(
    fromExpressSession({ secret, store, userId: (old: { user?: { id: number } }) => old.user?.id }),
  ).toEqualTypeOf<Adopter<number>>();
  expectTypeOf(
    fromIronSession({ password: secret, cookie: "a", userId: (old: { id: string }) => old.id }),
  ).toEqualTypeOf<Adopter<string>>();
  expectTypeOf(
    fromH3Session({ password: secret, userId: (data: { user: { id: number } }) => data.user.id }),
  ).toEqualTypeOf<Adopter<number>>();
  expectTypeOf(
    fromJwt({ cookie: "a", verify: () => ({ id: 7 }), userId: ({ id }) => id }),
  ).toEqualTypeOf<Adopter<number>>();
});

test("a row has a user and an end", () => {
  const row = { userId: 7, expiresAt: new Date(), token: "a", ipAddress: "" };
  expectTypeOf(fromBetterAuth({ secret, findSession: async () => row })).toEqualTypeOf<
    Adopter<number>
  >();
  expectTypeOf(fromLucia({ findSession: async () => row })).toEqualTypeOf<Adopter<number>>();
  expectTypeOf(
    fromLucia({ findSession: async () => row, userId: ({ ipAddress }) => ipAddress }),
  ).toEqualTypeOf<Adopter<string>>();
  expectTypeOf(
    fromNextAuth({ findSession: async () => ({ userId: "ada", expires: new Date() }) }),
  ).toEqualTypeOf<Adopter<string>>();
  // @ts-expect-error the end of the session is missing
  fromLucia({ findSession: async () => ({ userId: "ada" }) });
  // @ts-expect-error the secret, or findSession, is missing
  fromNextAuth({});
});
