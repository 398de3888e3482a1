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

test("without types of its own a client knows of a user only the id, and of no claims", () => {
  const client = createSessionClient();
  expectTypeOf(client).toEqualTypeOf<
    SessionClient<Record<never, never>, { readonly id: string }>
  >();
  // @ts-expect-error: there is no such claim
  void client.getSnapshot().session?.claims.role;
});

test("claims and user are those of the server's sessions", () => {
  const client = createSessionClient<InferClaims<AppSessions>, InferPublicUser<AppSessions>>();
  const state = client.getSnapshot();
  expectTypeOf(state.user).toEqualTypeOf<AppUser | null>();
  if (state.session) expectTypeOf(state.session.claims.role).toEqualTypeOf<"admin" | "member">();
});

test("the type of the server's sessions is enough", () => {
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

test("a client that keeps its tokens has the same types", () => {
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

test("a seed is an answer, a promise of one, or nothing", () => {
  expectTypeOf<SessionAnswer>().toExtend<SessionSeed>();
  expectTypeOf<Promise<SessionAnswer | null>>().toExtend<SessionSeed>();
  expectTypeOf<null | undefined>().toExtend<SessionSeed>();
  // @ts-expect-error: an answer says who and why
  createSessionClient({ initial: { status: "authenticated" } });
});

test("a sign-out says how many sessions ended, and ends nothing else", () => {
  const { signOut } = createSessionClient();
  expectTypeOf(signOut).returns.resolves.toEqualTypeOf<LogoutAnswer>();
  // @ts-expect-error: there is no such scope
  void signOut({ scope: "everyone" });
});

test("sessionFetch goes wherever fetch goes", () => {
  expectTypeOf(createSessionClient().sessionFetch).toEqualTypeOf<typeof fetch>();
});

test("asking again gives the state", () => {
  const { check, refresh, getSnapshot } = createSessionClient<AppClaims, AppUser>();
  expectTypeOf(check).returns.resolves.toEqualTypeOf<ReturnType<typeof getSnapshot>>();
  expectTypeOf(refresh).returns.resolves.toEqualTypeOf<ReturnType<typeof getSnapshot>>();
});
