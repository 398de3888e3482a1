import type { EndReason, PublicSession } from "@sessionkit/core";
import { expectTypeOf, test } from "vitest";
import type { SessionRequestError, SessionState } from "../index.ts";

type Claims = { readonly role: string };
type User = { readonly id: string; readonly name: string };
declare const state: SessionState<Claims, User>;

test("an authenticated state has a session and a user, and no reason", () => {
  if (state.status !== "authenticated") return;
  expectTypeOf(state.session).toEqualTypeOf<PublicSession<Claims>>();
  expectTypeOf(state.user).toEqualTypeOf<User>();
  expectTypeOf(state.reason).toEqualTypeOf<null>();
});

test("a public session has no `data`", () => {
  if (state.status !== "authenticated") return;
  // @ts-expect-error: not part of a public session
  void state.session.data;
});

test("an unauthenticated state has a reason, which is never an outage", () => {
  if (state.status !== "unauthenticated") return;
  expectTypeOf(state.user).toEqualTypeOf<null>();
  expectTypeOf(state.reason).toEqualTypeOf<EndReason>();
});

test("a loading state is not stale", () => {
  if (state.status !== "loading") return;
  expectTypeOf(state.stale).toEqualTypeOf<false>();
  expectTypeOf(state.session).toEqualTypeOf<null>();
});

test("an error is a SessionRequestError with a code", () => {
  expectTypeOf(state.error).toEqualTypeOf<SessionRequestError | null>();
  expectTypeOf<"network" | "unexpected" | "unavailable">().toExtend<SessionRequestError["code"]>();
});

test("a state is read-only", () => {
  // @ts-expect-error: read-only
  state.status = "loading";
});
