import type {
  ActivityLog,
  RevocationBell,
  RevocationFeed,
  SessionRecord,
  SessionStore,
  UserJoin,
} from "@sessionkit/core";
import type { Client } from "pg";
import { expectTypeOf, it } from "vitest";
import type { PrismaClient as MysqlClient } from "../../generated/mysql/client/client.ts";
import type { PrismaClient as PostgresClient } from "../../generated/postgresql/client/client.ts";
import type { PrismaClient, User } from "../../generated/sqlite/client/client.ts";
import { createPrismaStore } from "./create-prisma-store.ts";

declare const prisma: PrismaClient;
declare const loggingPrisma: PrismaClient<"query">;
declare const mysql: MysqlClient;
declare const postgres: PostgresClient;

const fields = {
  id: "publicId",
  userId: "ownerId",
  version: "revision",
  absoluteExpiresAt: "endsAt",
  remember: "isRemembered",
  data: "payload",
} as const;

it("returns a session store for every provider", () => {
  const store = createPrismaStore(prisma, { sessions: "session" });
  expectTypeOf(store).toEqualTypeOf<SessionStore>();
  expectTypeOf(createPrismaStore(mysql, { sessions: "session" })).toEqualTypeOf(store);
  expectTypeOf(createPrismaStore(postgres, { sessions: "session" })).toEqualTypeOf(store);
  expectTypeOf(createPrismaStore(loggingPrisma, { sessions: "session" })).toEqualTypeOf(store);
});

it("implements UserJoin only with a user relation, with the type of the user", () => {
  const store = createPrismaStore(prisma, { sessions: "session", user: "user" });
  expectTypeOf(store).toExtend<UserJoin<User>>();
  type Found = NonNullable<Awaited<ReturnType<typeof store.findWithUser>>>["user"];
  expectTypeOf<Found>().toExtend<User | null>();
  expectTypeOf<User | null>().toExtend<Found>();
  expectTypeOf(createPrismaStore(prisma, { sessions: "session" })).not.toHaveProperty(
    "findWithUser",
  );
});

it("returns only the selected fields of the user", () => {
  const user = { relation: "person", select: { name: true } } as const;
  const store = createPrismaStore(prisma, { sessions: "visit", user });
  expectTypeOf(store).toExtend<UserJoin<{ name: string }>>();
  expectTypeOf(store.findWithUser).returns.resolves.toEqualTypeOf<{
    record: SessionRecord;
    user: { name: string } | null;
  } | null>();
  const age = { relation: "person", select: { age: true } } as const;
  // @ts-expect-error: a person has no field `age`
  createPrismaStore(prisma, { sessions: "visit", user: age });
});

it("implements RevocationFeed only with a model, and RevocationBell only with a client", () => {
  const feed = { sessions: "session", revocations: "sessionRevocation" } as const;
  expectTypeOf(createPrismaStore(prisma, feed)).toEqualTypeOf<SessionStore & RevocationFeed>();
  expectTypeOf(createPrismaStore(prisma, { sessions: "session" })).not.toHaveProperty(
    "readRevocations",
  );
  expectTypeOf(createPrismaStore(postgres, { ...feed, listen: {} as Client })).toEqualTypeOf<
    SessionStore & RevocationFeed & RevocationBell
  >();
  // @ts-expect-error: the model lacks the fields
  createPrismaStore(prisma, { sessions: "session", revocations: "sessionActivity" });
});

it("rejects names that are not a relation to one user", () => {
  // @ts-expect-error: the relation `owner` does not exist
  createPrismaStore(prisma, { sessions: "session", user: "owner" });
  // @ts-expect-error: a column is not a relation
  createPrismaStore(prisma, { sessions: "session", user: "userId" });
  // @ts-expect-error: the relation is to many rows
  createPrismaStore(prisma, { sessions: { model: "login", fields }, user: "tags" });
});

it("implements ActivityLog only with an activity model", () => {
  const activity = "sessionActivity";
  const store = createPrismaStore(prisma, { sessions: "session", activity });
  expectTypeOf(store).toEqualTypeOf<SessionStore & ActivityLog>();
  expectTypeOf(createPrismaStore(prisma, { sessions: "session" })).not.toHaveProperty("record");
  // @ts-expect-error: the model lacks the fields
  createPrismaStore(prisma, { sessions: "session", activity: "person" });
});

it("requires a mapping for fields with other names", () => {
  createPrismaStore(prisma, { sessions: { model: "login", fields } });
  const { version: _, ...others } = fields;
  // @ts-expect-error: no field for `version`
  createPrismaStore(prisma, { sessions: { model: "login", fields: others } });
  // @ts-expect-error: the field `address` does not exist
  createPrismaStore(prisma, { sessions: { model: "login", fields: { ...fields, ip: "address" } } });
  // @ts-expect-error: `tenant` is not optional, and an ip may be null
  createPrismaStore(prisma, { sessions: { model: "login", fields: { ...fields, ip: "tenant" } } });
  // @ts-expect-error: the mapping is missing
  createPrismaStore(prisma, { sessions: { model: "login" } });
  // @ts-expect-error: the mapping is missing
  createPrismaStore(prisma, { sessions: "login" });
});

it("rejects a model with a required field that the store does not fill", () => {
  // @ts-expect-error: strict.tenant is required and has no default
  createPrismaStore(prisma, { sessions: "strict" });
  // @ts-expect-error: strict.tenant is required and has no default
  createPrismaStore(prisma, { sessions: { model: "strict" } });
  createPrismaStore(prisma, { sessions: { model: "strict", fields: { secretHash: "tenant" } } });
});

it("rejects values that are not a model or a client", () => {
  // @ts-expect-error: the model is called `session`
  createPrismaStore(prisma, { sessions: "Session" });
  // @ts-expect-error: most fields are missing
  createPrismaStore(prisma, { sessions: "person" });
  // @ts-expect-error: this is a method of the client
  createPrismaStore(prisma, { sessions: "$connect" });
  // @ts-expect-error: the session model is required
  createPrismaStore(prisma, {});
  // @ts-expect-error: a model is not a client
  createPrismaStore(prisma.session, { sessions: "session" });
  // @ts-expect-error: the option does not exist
  createPrismaStore(prisma, { sessions: "session", users: "user" });
});

it("accepts an extended client", () => {
  const extended = prisma.$extends({
    result: { user: { initial: { needs: { name: true }, compute: ({ name }) => name[0] ?? "" } } },
  });
  const store = createPrismaStore(extended, { sessions: "session", user: "user" });
  expectTypeOf(store).toExtend<UserJoin<User & { initial: string }>>();
  // @ts-expect-error: the model is called `session`
  createPrismaStore(extended, { sessions: "sessions" });
});
