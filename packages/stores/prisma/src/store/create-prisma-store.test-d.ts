import type { ActivityLog, SessionRecord, SessionStore, UserJoin } from "@sessionkit/core";
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

it("is a store of sessions, whatever the provider", () => {
  const store = createPrismaStore(prisma, { sessions: "session" });
  expectTypeOf(store).toEqualTypeOf<SessionStore>();
  expectTypeOf(createPrismaStore(mysql, { sessions: "session" })).toEqualTypeOf(store);
  expectTypeOf(createPrismaStore(postgres, { sessions: "session" })).toEqualTypeOf(store);
  expectTypeOf(createPrismaStore(loggingPrisma, { sessions: "session" })).toEqualTypeOf(store);
});

it("joins users only where it has a relation to them, and knows their type", () => {
  const store = createPrismaStore(prisma, { sessions: "session", user: "user" });
  expectTypeOf(store).toExtend<UserJoin<User>>();
  type Found = NonNullable<Awaited<ReturnType<typeof store.findWithUser>>>["user"];
  expectTypeOf<Found>().toExtend<User | null>();
  expectTypeOf<User | null>().toExtend<Found>();
  expectTypeOf(createPrismaStore(prisma, { sessions: "session" })).not.toHaveProperty(
    "findWithUser",
  );
});

it("knows the fields of the user that are wanted", () => {
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

it("refuses a relation that leads to no user", () => {
  // @ts-expect-error: there is no relation `owner`
  createPrismaStore(prisma, { sessions: "session", user: "owner" });
  // @ts-expect-error: a column is no relation
  createPrismaStore(prisma, { sessions: "session", user: "userId" });
  // @ts-expect-error: these are many
  createPrismaStore(prisma, { sessions: { model: "login", fields }, user: "tags" });
});

it("keeps a log only where it has a model for it", () => {
  const activity = "sessionActivity";
  const store = createPrismaStore(prisma, { sessions: "session", activity });
  expectTypeOf(store).toEqualTypeOf<SessionStore & ActivityLog>();
  expectTypeOf(createPrismaStore(prisma, { sessions: "session" })).not.toHaveProperty("record");
  // @ts-expect-error: people are no entries
  createPrismaStore(prisma, { sessions: "session", activity: "person" });
});

it("asks for the fields of a model that calls them otherwise", () => {
  createPrismaStore(prisma, { sessions: { model: "login", fields } });
  const { version: _, ...others } = fields;
  // @ts-expect-error: which field holds `version`?
  createPrismaStore(prisma, { sessions: { model: "login", fields: others } });
  // @ts-expect-error: `address` is no field
  createPrismaStore(prisma, { sessions: { model: "login", fields: { ...fields, ip: "address" } } });
  // @ts-expect-error: `tenant` does not take the null of an address that is not known
  createPrismaStore(prisma, { sessions: { model: "login", fields: { ...fields, ip: "tenant" } } });
  // @ts-expect-error: which fields hold what?
  createPrismaStore(prisma, { sessions: { model: "login" } });
  // @ts-expect-error: which fields hold what?
  createPrismaStore(prisma, { sessions: "login" });
});

it("refuses a model with a field that the store cannot fill", () => {
  // @ts-expect-error: strict.tenant needs a default, or to accept null
  createPrismaStore(prisma, { sessions: "strict" });
  // @ts-expect-error: strict.tenant needs a default, or to accept null
  createPrismaStore(prisma, { sessions: { model: "strict" } });
  createPrismaStore(prisma, { sessions: { model: "strict", fields: { secretHash: "tenant" } } });
});

it("refuses what is no model, and what is no client", () => {
  // @ts-expect-error: it is called `session`
  createPrismaStore(prisma, { sessions: "Session" });
  // @ts-expect-error: most fields are missing
  createPrismaStore(prisma, { sessions: "person" });
  // @ts-expect-error: this is a method
  createPrismaStore(prisma, { sessions: "$connect" });
  // @ts-expect-error: there must be one
  createPrismaStore(prisma, {});
  // @ts-expect-error: a model is no client
  createPrismaStore(prisma.session, { sessions: "session" });
  // @ts-expect-error: there is no such option
  createPrismaStore(prisma, { sessions: "session", users: "user" });
});

it("takes a client that was extended", () => {
  const extended = prisma.$extends({
    result: { user: { initial: { needs: { name: true }, compute: ({ name }) => name[0] ?? "" } } },
  });
  const store = createPrismaStore(extended, { sessions: "session", user: "user" });
  expectTypeOf(store).toExtend<UserJoin<User & { initial: string }>>();
  // @ts-expect-error: it is called `session`
  createPrismaStore(extended, { sessions: "sessions" });
});
