import type { SessionClient } from "@sessionkit/client";
import type { EndReason, JsonObject, StatelessSessions } from "@sessionkit/core";
import { expectTypeOf, test } from "vitest";
import {
  type SessionView,
  type UseSessionOptions,
  useSession,
  useSessionClient,
} from "../index.ts";

type Claims = { readonly role: string };
type User = { readonly id: string; readonly name: string };
type AppSessions = StatelessSessions<{ secret: string }, Claims, JsonObject, User>;

test("destructured, `status` and `authenticated` narrow the other members", () => {
  const { status, authenticated, loading, user, session, reason } = useSession<Claims, User>();
  expectTypeOf(user).toEqualTypeOf<User | null>();
  if (authenticated) {
    expectTypeOf(user).toEqualTypeOf<User>();
    expectTypeOf(session.claims.role).toEqualTypeOf<string>();
    expectTypeOf(loading).toEqualTypeOf<false>();
  }
  if (status === "authenticated") expectTypeOf(user.name).toEqualTypeOf<string>();
  if (status === "unauthenticated") expectTypeOf(reason).toEqualTypeOf<EndReason>();
  if (!loading && !authenticated) expectTypeOf(status).toEqualTypeOf<"unauthenticated">();
});

test("the type of the server's sessions determines claims and user", () => {
  expectTypeOf(useSession<AppSessions>()).toEqualTypeOf<SessionView<Claims, User>>();
  expectTypeOf(useSession<AppSessions>({ required: true }).user).toEqualTypeOf<User | null>();
  expectTypeOf(useSessionClient<AppSessions>()).toEqualTypeOf<SessionClient<Claims, User>>();
});

test("without type arguments a user has an id", () => {
  expectTypeOf(useSession().user).toEqualTypeOf<{ readonly id: string } | null>();
});

test("with `required`, a view that is not loading has a user", () => {
  const { loading, status, user } = useSession<Claims, User>({ required: true });
  expectTypeOf(status).toEqualTypeOf<"loading" | "authenticated">();
  if (!loading) expectTypeOf(user).toEqualTypeOf<User>();
});

test("a hook with an application's types is one line", () => {
  const useAppSession = useSession<Claims, User>;
  expectTypeOf(useAppSession()).toEqualTypeOf<SessionView<Claims, User>>();
  expectTypeOf(useAppSession({ required: true }).status).toEqualTypeOf<
    "loading" | "authenticated"
  >();
});

test("options may be passed on and undefined", () => {
  const options = {} as UseSessionOptions;
  expectTypeOf(useSession<Claims, User>(options)).toEqualTypeOf<SessionView<Claims, User>>();
  void useSession({ onUnauthenticated: undefined, required: false });
});

test("the client has the same types", () => {
  const { getSnapshot } = useSessionClient<Claims, User>();
  expectTypeOf(getSnapshot().user).toEqualTypeOf<User | null>();
});
