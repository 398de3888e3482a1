import { expectTypeOf, test } from "vitest";
import { createMemoryStore } from "../memory.ts";
import type { ActiveSession } from "../session/session.ts";
import type { ActivityEntry } from "../store/activity-log.ts";
import type { SessionStore } from "../store/session-store.ts";
import type { UserJoin } from "../store/user-join.ts";
import { createSessions } from "./create-sessions.ts";
import type { InferClaims, InferPublicUser, InferSession, InferUser } from "./sessions.ts";

interface Account {
  id: string;
  name: string;
  role: "admin" | "reader";
}

declare function findUser(id: string): Promise<Account | undefined>;

const stored = createSessions({
  strategy: "jwt",
  secret: "s",
  store: createMemoryStore(),
  loadUser: (id) => findUser(id),
  claims: (user) => ({ role: user.role }),
  publicUser: (user) => ({ id: user.id, name: user.name }),
  data: () => ({ theme: "dark" as "dark" | "light", cart: 0 }),
});

const stateless = createSessions({ strategy: "jwt", secret: "s", loadUser: (id) => findUser(id) });

test("everything is inferred from the options", () => {
  expectTypeOf<InferUser<typeof stored>>().toEqualTypeOf<Account>();
  expectTypeOf<InferClaims<typeof stored>>().toEqualTypeOf<
    Readonly<{ role: "admin" | "reader" }>
  >();
  expectTypeOf<InferSession<typeof stored>["data"]["theme"]>().toEqualTypeOf<"dark" | "light">();
  expectTypeOf<InferPublicUser<typeof stored>>().toEqualTypeOf<{ id: string; name: string }>();
  expectTypeOf<InferUser<typeof stateless>>().toEqualTypeOf<Account>();
});

test("an outcome narrows by its status", async () => {
  const outcome = await stored.resolve({ method: "GET", header: () => null });
  if (outcome.status === "authenticated") {
    expectTypeOf(outcome.session.claims.role).toEqualTypeOf<"admin" | "reader">();
    expectTypeOf(outcome.reason).toEqualTypeOf<null>();
  } else {
    expectTypeOf(outcome.session).toEqualTypeOf<null>();
  }
});

test("data that does not fit is refused", () => {
  void stored.create("ada", { data: { theme: "light" } });
  // @ts-expect-error: no such theme
  void stored.create("ada", { data: { theme: "pink" } });
});

test("a store gives a list and an end, and without one they are not there", () => {
  expectTypeOf(stored.list).returns.resolves.toEqualTypeOf<ActiveSession[]>();
  expectTypeOf(stored.revoke).returns.resolves.toEqualTypeOf<boolean>();
  expectTypeOf(stored.activity).returns.resolves.toEqualTypeOf<ActivityEntry[]>();
  type Verbs = "list" | "revoke" | "revokeUser" | "activity" | "prune";
  expectTypeOf<Extract<(typeof stateless)[Verbs], (...args: never[]) => unknown>>().toBeNever();
  expectTypeOf(stateless.list).toEqualTypeOf<
    "sessions.list needs a store: pass one to createSessions." | undefined
  >();
  // @ts-expect-error: sessions.revoke needs a store
  void stateless.revoke("id");
});

test("a database needs a store", () => {
  // @ts-expect-error: strategy "database" without a store
  createSessions({ strategy: "database", secret: "s" });
});

test("a store that joins gives the user its type, and one of another type is refused", () => {
  const joining = createMemoryStore() as unknown as SessionStore & UserJoin<Account>;
  const sessions = createSessions({
    strategy: "database",
    secret: "s",
    store: joining,
    claims: (user) => ({ role: user.role }),
  });
  expectTypeOf<InferUser<typeof sessions>>().toEqualTypeOf<Account>();
  expectTypeOf<InferClaims<typeof sessions>>().toEqualTypeOf<
    Readonly<{ role: "admin" | "reader" }>
  >();
});
