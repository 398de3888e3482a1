import type {
  InferClaims,
  InferPublicUser,
  LogoutAnswer,
  SessionAnswer,
  StatelessSessions,
} from "@sessionkit/core";
import { expectTypeOf, test } from "vitest";
import { type BearerClient, createBearerClient } from "../bearer.ts";
import { createSessionClient, type SessionClient, type SessionSeed } from "../index.ts";

type AppClaims = { readonly role: "admin" | "member" };
type AppUser = { readonly id: string; readonly name: string };
type AppSessions = StatelessSessions<{ secret: string }, AppClaims, { theme: "dark" }, AppUser>;

test("without type arguments a client has a user with an id, and no claims", () => {
  const client = createSessionClient();
  expectTypeOf(client).toEqualTypeOf<
    SessionClient<Record<never, never>, { readonly id: string }>
  >();
  // @ts-expect-error: there is no such claim
  void client.getSnapshot().session?.claims.role;
});

test("claims and user have the types of the server's sessions", () => {
  const client = createSessionClient<InferClaims<AppSessions>, InferPublicUser<AppSessions>>();
  const state = client.getSnapshot();
  expectTypeOf(state.user).toEqualTypeOf<AppUser | null>();
  if (state.session) expectTypeOf(state.session.claims.role).toEqualTypeOf<"admin" | "member">();
});

test("the type of the server's sessions determines claims and user", () => {
  const client = createSessionClient<AppSessions>();
  expectTypeOf(client).toEqualTypeOf<SessionClient<AppClaims, AppUser>>();
  void createSessionClient<AppSessions>({
    basePath: "/auth",
    onSessionChange: (_, { user }) => expectTypeOf(user).toEqualTypeOf<AppUser | null>(),
  });
  expectTypeOf(createSessionClient<AppClaims>()).toEqualTypeOf<
    SessionClient<AppClaims, { readonly id: string }>
  >();
});

test("a bearer client has the same types", () => {
  const options = { basePath: "https://api.example.com/api/auth", storage: localStorage };
  expectTypeOf(createBearerClient<AppSessions>(options)).toEqualTypeOf<
    BearerClient<AppClaims, AppUser>
  >();
  expectTypeOf(createBearerClient(options).getSnapshot().user).toEqualTypeOf<{
    readonly id: string;
  } | null>();
});

test("claims and user are inferred from the seed", () => {
  const answer = {} as SessionAnswer<AppClaims, AppUser>;
  expectTypeOf(createSessionClient({ initial: answer })).toEqualTypeOf<
    SessionClient<AppClaims, AppUser>
  >();
  const promised = createSessionClient({ initial: Promise.resolve(answer) });
  expectTypeOf(promised).toEqualTypeOf<SessionClient<AppClaims, AppUser>>();
});

test("a seed is an answer, a promise of one, null or undefined", () => {
  expectTypeOf<SessionAnswer>().toExtend<SessionSeed>();
  expectTypeOf<Promise<SessionAnswer | null>>().toExtend<SessionSeed>();
  expectTypeOf<null | undefined>().toExtend<SessionSeed>();
  // @ts-expect-error: not a complete answer
  createSessionClient({ initial: { status: "authenticated" } });
});

test("signOut resolves with the number of ended sessions, and accepts only known scopes", () => {
  const { signOut } = createSessionClient();
  expectTypeOf(signOut).returns.resolves.toEqualTypeOf<LogoutAnswer>();
  // @ts-expect-error: there is no such scope
  void signOut({ scope: "everything" });
});

test("sessionFetch has the type of fetch", () => {
  expectTypeOf(createSessionClient().sessionFetch).toEqualTypeOf<typeof fetch>();
});

test("check and refresh resolve with the state", () => {
  const { check, refresh, getSnapshot } = createSessionClient<AppClaims, AppUser>();
  expectTypeOf(check).returns.resolves.toEqualTypeOf<ReturnType<typeof getSnapshot>>();
  expectTypeOf(refresh).returns.resolves.toEqualTypeOf<ReturnType<typeof getSnapshot>>();
});
