import type { EndReason, PublicSession } from "@sessionkit/core";
import { expectTypeOf, test } from "vitest";
import type { SessionRequestError, SessionState } from "../index.ts";

type Claims = { readonly role: string };
type User = { readonly id: string; readonly name: string };
declare const state: SessionState<Claims, User>;

test("signed in there are a session and a user, and no reason", () => {
  if (state.status !== "authenticated") return;
  expectTypeOf(state.session).toEqualTypeOf<PublicSession<Claims>>();
  expectTypeOf(state.user).toEqualTypeOf<User>();
  expectTypeOf(state.reason).toEqualTypeOf<null>();
});

test("the server's own data of a session never reaches the browser", () => {
  if (state.status !== "authenticated") return;
  // @ts-expect-error: not part of a public session
  void state.session.data;
});

test("signed out there is a reason, and an outage is none", () => {
  if (state.status !== "unauthenticated") return;
  expectTypeOf(state.user).toEqualTypeOf<null>();
  expectTypeOf(state.reason).toEqualTypeOf<EndReason>();
});

test("nothing is stale that is not known yet", () => {
  if (state.status !== "loading") return;
  expectTypeOf(state.stale).toEqualTypeOf<false>();
  expectTypeOf(state.session).toEqualTypeOf<null>();
});

test("an error is one of asking, with a code to branch on", () => {
  expectTypeOf(state.error).toEqualTypeOf<SessionRequestError | null>();
  expectTypeOf<"network" | "unexpected" | "unavailable">().toExtend<SessionRequestError["code"]>();
});

test("a state does not change under one's hands", () => {
  // @ts-expect-error: read-only
  state.status = "loading";
});
