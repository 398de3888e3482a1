import { PrismaLibSql } from "@prisma/adapter-libsql";
import { buildRecord } from "@sessionkit/testing";
import { describe, expect, it } from "vitest";
import { PrismaClient } from "../../generated/sqlite/client/client.ts";
import { openMariadb } from "../../test/open-mariadb.ts";
import { connectSqlite, openSqlite } from "../../test/open-sqlite.ts";
import { reconnectOnBusy } from "../libsql/reconnect-on-busy.ts";
import { createPrismaStore } from "./create-prisma-store.ts";

const { prisma: idle } = connectSqlite("file::memory:");

describe("the verbs of a store", () => {
  it("are the seven of SessionStore with a session model", () => {
    expect(Object.keys(createPrismaStore(idle, { sessions: "session" }))).toEqual([
      "insert",
      "find",
      "update",
      "delete",
      "findByUser",
      "deleteByUser",
      "deleteExpired",
    ]);
  });

  it("include findWithUser with a user relation", () => {
    const store = createPrismaStore(idle, { sessions: "session", user: "user" });
    expect(Object.keys(store).slice(7)).toEqual(["findWithUser"]);
  });

  it("include those of ActivityLog with an activity model", () => {
    const store = createPrismaStore(idle, { sessions: "session", activity: "sessionActivity" });
    expect(Object.keys(store).slice(7)).toEqual(["record", "listByUser", "deleteBefore"]);
  });

  it("include those of RevocationFeed with a revocation model", () => {
    const store = createPrismaStore(idle, {
      sessions: "session",
      revocations: "sessionRevocation",
    });
    expect(Object.keys(store).slice(7)).toEqual([
      "publishRevocation",
      "readRevocations",
      "deleteRevocations",
    ]);
  });
});

describe("an argument that is not text", () => {
  // For Prisma, `undefined` is no condition and an object is an operator: both would match sessions of other users.
  it.each<[string, unknown]>([
    ["undefined", undefined],
    ["null", null],
    ["an operator", { not: "" }],
    ["a list", ["a"]],
  ])("matches no session: %s", async (_, value) => {
    const { prisma } = await openSqlite();
    const store = createPrismaStore(prisma, {
      sessions: "session",
      user: "user",
      activity: "sessionActivity",
    });
    const record = buildRecord();
    await store.insert(record);
    const text = value as string;
    const failure = { code: "session_store" };
    await expect(store.find(text)).rejects.toMatchObject(failure);
    await expect(store.findWithUser(text)).rejects.toMatchObject(failure);
    await expect(store.update(text, 1, {})).rejects.toMatchObject(failure);
    await expect(store.update(record.id, text as never, {})).rejects.toMatchObject(failure);
    await expect(store.delete(text)).rejects.toMatchObject(failure);
    await expect(store.deleteExpired(text as never, 1)).rejects.toMatchObject(failure);
    await expect(store.deleteBefore(text as never, 1)).rejects.toMatchObject(failure);
    expect(await store.findByUser(text, record.createdAt)).toEqual([]);
    expect(await store.deleteByUser(text)).toEqual([]);
    expect(await store.listByUser(text, 10)).toEqual([]);
    expect(await store.find(record.id)).toEqual(record);
  });
});

it("does not change members that an update cannot change", async () => {
  const { prisma } = await openSqlite();
  const store = createPrismaStore(prisma, { sessions: "session" });
  const record = buildRecord();
  await store.insert(record);
  const changes = { id: "other", userId: "other", createdAt: new Date(0), version: 9, ip: null };
  expect(await store.update(record.id, 1, changes)).toBe("updated");
  expect(await store.find(record.id)).toEqual({ ...record, ip: null, version: 2 });
});

it("removes more expired sessions than the limit of one statement", async () => {
  const { prisma } = await openSqlite();
  const store = createPrismaStore(prisma, { sessions: "session" });
  const [kept, ...rest] = Array.from({ length: 1_300 }, () => buildRecord());
  await prisma.session.createMany({ data: rest.map((one) => ({ ...one, data: "{}" })) });
  await store.insert({ ...buildRecord(kept), idleExpiresAt: new Date("2200-01-01") });
  expect(await store.deleteExpired(new Date("2101-01-01"), 1_200)).toBe(1_200);
  expect(await prisma.session.count()).toBe(100);
});

it("keeps a session that was extended while expired sessions were read", async () => {
  const { prisma } = await openSqlite();
  const late = new Date("2200-01-01T00:00:00.000Z");
  const record = buildRecord({ absoluteExpiresAt: late });
  const client = prisma.$extends({
    query: {
      session: {
        async findMany({ args, query }) {
          const rows = await query(args);
          await prisma.session.updateMany({ data: { idleExpiresAt: late } });
          return rows;
        },
      },
    },
  });
  const store = createPrismaStore(client, { sessions: "session" });
  await store.insert(record);
  expect(await store.deleteExpired(new Date("2150-01-01"), 10)).toBe(0);
  expect(await store.find(record.id)).toEqual({ ...record, idleExpiresAt: late });
});

it("sends no query for a limit of 0 or less", async () => {
  const { prisma, statements } = await openSqlite();
  const activity = "sessionActivity";
  const store = createPrismaStore(prisma, { sessions: "session", activity });
  statements.length = 0;
  for (const limit of [0, -1]) {
    expect(await store.deleteExpired(new Date(), limit)).toBe(0);
    expect(await store.deleteBefore(new Date(), limit)).toBe(0);
    expect(await store.listByUser("ada", limit)).toEqual([]);
  }
  expect(statements).toEqual([]);
});

it("uses the primary of a client that reads from replicas", async () => {
  const { prisma } = await openSqlite();
  const { prisma: replica } = await openSqlite();
  const client = replica.$extends({ client: { $primary: () => prisma } });
  const store = createPrismaStore(client, { sessions: "session" });
  const record = buildRecord();
  await store.insert(record);
  expect(await store.find(record.id)).toEqual(record);
  expect(await prisma.session.count()).toBe(1);
});

it("reads complete records with a client that omits some fields", async () => {
  const { url } = await openSqlite();
  const prisma = new PrismaClient({
    adapter: reconnectOnBusy(new PrismaLibSql({ url })),
    omit: { session: { secretHash: true }, user: { settings: true } },
  });
  const store = createPrismaStore(prisma, { sessions: "session", user: "user" });
  const user = { id: "ada", name: "Ada", role: null, joinedAt: new Date(1) };
  await prisma.user.create({ data: { ...user, settings: {} } });
  const record = buildRecord({ userId: user.id });
  await store.insert(record);
  expect(await store.find(record.id)).toEqual(record);
  expect(await store.findWithUser(record.id)).toEqual({ record, user });
  await prisma.$disconnect();
});

it("distinguishes ids that are equal in MariaDB's default collation", async () => {
  const { prisma } = await openMariadb(
    "ALTER TABLE session CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
    "ALTER TABLE session_activity CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
  );
  const store = createPrismaStore(prisma, {
    sessions: "session",
    user: "user",
    activity: "sessionActivity",
  });
  const record = buildRecord({ id: "a".repeat(21), userId: "ada" });
  await store.insert(record);
  expect(await store.find("A".repeat(21))).toBeNull();
  expect(await store.findWithUser("A".repeat(21))).toBeNull();
  for (const other of ["Ada", "ada ", "ÁDA"]) {
    expect(await store.findByUser(other, record.createdAt)).toEqual([]);
    expect(await store.deleteByUser(other)).toEqual([]);
  }
  expect(await store.deleteByUser("ada")).toEqual([record.id]);
});
