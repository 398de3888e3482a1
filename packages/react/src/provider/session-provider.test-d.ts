import type { SessionClient } from "@sessionkit/client";
import type { SessionAnswer } from "@sessionkit/core";
import { createElement } from "react";
import { expectTypeOf, test } from "vitest";
import { SessionProvider, type SessionProviderProps } from "../index.ts";

type Claims = { readonly role: string };
type User = { readonly id: string; readonly name: string };
type Props = SessionProviderProps<Claims, User>;

test("a session is an answer, a promise of one, null or undefined", () => {
  expectTypeOf<SessionAnswer<Claims, User>>().toExtend<Props["session"]>();
  expectTypeOf<Promise<SessionAnswer<Claims, User>>>().toExtend<Props["session"]>();
  expectTypeOf<null | undefined>().toExtend<Props["session"]>();
  expectTypeOf<{ id: string }>().not.toExtend<Props["session"]>();
});

test("types are inferred from the props", () => {
  createElement(SessionProvider<Claims, User>, {
    session: {} as SessionAnswer<Claims, User>,
    client: {} as SessionClient<Claims, User>,
    onSessionChange: (previous, next) => {
      expectTypeOf(previous.user).toEqualTypeOf<User | null>();
      expectTypeOf(next.user).toEqualTypeOf<User | null>();
    },
  });
});
