import { expectTypeOf, test } from "vitest";
import type { StoredOptions } from "../config/options.ts";
import type { LoggedActivity } from "../flow/list.ts";
import { createMemoryStore } from "../memory.ts";
import type { SessionRequest } from "../request/request.ts";
import type { ActiveSession } from "../session/session.ts";
import type { SessionStore } from "../store/session-store.ts";
import type { UserJoin } from "../store/user-join.ts";
import { createSessions } from "./create-sessions.ts";
import type {
  InferClaims,
  InferPublicUser,
  InferSession,
  InferUser,
  InferUserId,
} from "./sessions.ts";

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

test("user, claims, data and public user are inferred from the options", () => {
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

test("data of another type is a type error", () => {
  void stored.create("ada", { data: { theme: "light" } });
  // @ts-expect-error: no such theme
  void stored.create("ada", { data: { theme: "pink" } });
});

test("list, revoke and activity are typed with a store, and name the missing store without one", () => {
  expectTypeOf(stored.list).returns.resolves.toEqualTypeOf<ActiveSession[]>();
  expectTypeOf(stored.revoke).returns.resolves.toEqualTypeOf<boolean>();
  expectTypeOf(stored.activity).returns.resolves.toEqualTypeOf<LoggedActivity[]>();
  type Verbs = "list" | "revoke" | "revokeUser" | "activity" | "prune";
  expectTypeOf<Extract<(typeof stateless)[Verbs], (...args: never[]) => unknown>>().toBeNever();
  expectTypeOf(stateless.list).toEqualTypeOf<
    "sessions.list needs a store: pass one to createSessions." | undefined
  >();
  // @ts-expect-error: sessions.revoke needs a store
  void stateless.revoke("id");
});

test("strategy database without a store is a type error", () => {
  // @ts-expect-error: strategy "database" without a store
  createSessions({ strategy: "database", secret: "s" });
});

test("a store that joins users gives the user its type", () => {
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

test("an update takes members, undefined to remove one, or a function of the whole data", () => {
  const { update } = stored;
  const session = {} as InferSession<typeof stored>;
  void update(session, { theme: "light" });
  void update(session, { theme: undefined });
  void update(session, (data) => ({ ...data, cart: data.cart + 1 }));
  void update("id", (data) => ({ theme: data.theme, cart: 0 }));
  // @ts-expect-error: no such theme
  void update(session, { theme: "pink" });
  // @ts-expect-error: a function returns the whole data
  void update(session, () => ({ cart: 0 }));
  // @ts-expect-error: a function is synchronous
  void update(session, async (data) => data);
  // @ts-expect-error: without a store a session is changed by itself
  void stateless.update("id", {});
});

test("claims and publicUser see the data of the session, and claims are not a promise", () => {
  createSessions({
    strategy: "jwt",
    secret: "s",
    store: createMemoryStore(),
    loadUser: (id) => findUser(id),
    data: () => ({ organization: "acme" }),
    claims: (_user, session) => {
      expectTypeOf(session.data.organization).toEqualTypeOf<string>();
      return { organization: session.data.organization };
    },
    publicUser: (user, session) => ({ id: user.id, organization: session.data.organization }),
  });
});

test("userId gives every verb and callback the application's own type of ids", async () => {
  const own = createSessions({
    strategy: "database",
    secret: "s",
    store: createMemoryStore(),
    userId: { parse: Number, format: (id: number) => String(id) },
    loadUser: (id) => {
      expectTypeOf(id).toEqualTypeOf<number>();
      return { id, name: "Ada" };
    },
    claims: (_user, session) => ({ even: session.userId % 2 === 0 }),
    lifetime: ({ userId }) => ({ idle: userId > 1 ? "1h" : "2h" }),
    onEvent: ({ userId }) => expectTypeOf(userId).toEqualTypeOf<number | null>(),
  });
  expectTypeOf((await own.create(5)).session.userId).toEqualTypeOf<number>();
  expectTypeOf<InferSession<typeof own>["userId"]>().toEqualTypeOf<number>();
  expectTypeOf<InferUserId<typeof own>>().toEqualTypeOf<number>();
  void own.revokeUser(5);
  void own.list(5);
  expectTypeOf((await own.activity(5))[0]?.userId).toEqualTypeOf<number | undefined>();
  // @ts-expect-error: ids are numbers
  void own.create("5");
  createSessions({
    strategy: "jwt",
    secret: "s",
    // @ts-expect-error: without userId, ids are strings
    loadUser: (id: number) => ({ id }),
  });
});

test("loadUser receives what the store joined, as a user or undefined", () => {
  createSessions({
    strategy: "database",
    secret: "s",
    store: createMemoryStore() as unknown as SessionStore & UserJoin<Account>,
    loadUser: (_id, joined?: Account) => joined,
  });
});

test("every optional option takes undefined", () => {
  const none = undefined as undefined;
  const unset: OptionalOf<StoredOptions<Account, Claims, Data, Account>> = {
    loadUser: none,
    userId: none,
    claims: none,
    publicUser: none,
    credentialsChangedAt: none,
    data: none,
    maxDataBytes: none,
    lifetime: none,
    origin: none,
    allowInsecureOrigin: none,
    allowedOrigins: none,
    cors: none,
    basePath: none,
    issuer: none,
    audience: none,
    cookies: none,
    bearerScheme: none,
    refresh: none,
    trustProxy: none,
    activity: none,
    onEvent: none,
    accessKeys: none,
    verifiedTokens: none,
    timeout: none,
    clock: none,
    grace: none,
    rotateEvery: none,
    adopt: none,
    onReuse: none,
    limit: none,
    revocation: none,
    deviceBound: none,
  };
  createSessions({ strategy: "jwt", secret: none, store: createMemoryStore(), ...unset });
  createSessions({
    strategy: "jwt",
    secret: "s",
    store: none,
    lifetime: {
      access: none,
      idle: none,
      absolute: none,
      transient: { idle: none, absolute: none },
      allowLongAccess: none,
    },
    cookies: { session: none, access: none, sameSite: none },
    activity: { every: none, ip: none, userAgent: none },
    verifiedTokens: { entries: none },
  });
  void stored.create("ada", {
    request: none,
    remember: none,
    data: none,
    authenticatedAt: none,
    until: none,
  });
  void stored.renew({} as InferSession<typeof stored>, { request: none, authenticated: none });
  void stored.resolve({} as SessionRequest, { verify: none, write: none });
  void stored.revokeUser("ada", { except: none, request: none });
  void stored.prune({ batch: none, keepActivity: none });
  void stored.activity("ada", { limit: none, after: none });
});

type Claims = Record<never, never>;
type Data = { readonly theme: string };

/** Every member that may be left out, each of which has to be given here: a new option is not left out. */
type OptionalOf<T> = {
  [Name in keyof T as Record<never, never> extends Pick<T, Name> ? Name : never]-?: undefined;
};
