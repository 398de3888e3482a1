import { PrismaLibSql } from "@prisma/adapter-libsql";
import { PrismaClientKnownRequestError } from "@prisma/client/runtime/client";
import type { SessionStore, UserJoin } from "@sessionkit/core";
import { buildRecord } from "@sessionkit/testing";
import { describe, expect, it } from "vitest";
import { openMariadb } from "../../fixture/open-mariadb.ts";
import { connectPostgres, openPostgres } from "../../fixture/open-postgres.ts";
import { connectSqlite, openSqlite } from "../../fixture/open-sqlite.ts";
import { PrismaClient } from "../../generated/sqlite/client/client.ts";
import { reconnectOnBusy } from "../libsql/reconnect-on-busy.ts";
import { createPrismaStore } from "./create-prisma-store.ts";

const { prisma: idle } = connectSqlite("file::memory:");

describe("what a store can do", () => {
  it("is only what its models are for", () => {
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

  it("is to join users where there is a relation to them", () => {
    const store = createPrismaStore(idle, { sessions: "session", user: "user" });
    expect(Object.keys(store).slice(7)).toEqual(["findWithUser"]);
  });

  it("is to keep a log where there is a model for it", () => {
    const store = createPrismaStore(idle, { sessions: "session", activity: "sessionActivity" });
    expect(Object.keys(store).slice(7)).toEqual(["record", "listByUser", "deleteBefore"]);
  });
});

describe("a configuration that cannot work", () => {
  const mapped = (fields: object) => ({ sessions: { model: "session", fields } });

  it.each<[string, unknown, object, string, RegExp]>([
    ["no client", undefined, {}, "prisma", /new PrismaClient\(\{ adapter \}\)/],
    ["something else", { session: {} }, {}, "prisma", /got another object/],
    [
      "a client without models",
      { $connect: () => null, constructor: Object },
      {},
      "prisma",
      /has no models/,
    ],
    ["no model", idle, { sessions: undefined }, "sessions", /no model undefined.*session, /],
    ["a model that is not there", idle, { sessions: "sesion" }, "sessions", /"sesion".*session, /],
    ["a method of the client", idle, { sessions: "$connect" }, "sessions", /no model/],
    ["a model by its name in the schema", idle, { sessions: "Session" }, "sessions", /"Session"/],
    ["an object without a model", idle, { sessions: {} }, "sessions", /no model undefined/],
    [
      "a model of something else",
      idle,
      { sessions: "person" },
      "sessions.fields.id",
      /no field "id".*fields: \{ id: "…" \}.*number, name, secret/,
    ],
    [
      "a map to a field that is not there",
      idle,
      mapped({ ip: "address" }),
      "sessions.fields.ip",
      /no field "address"/,
    ],
    [
      "a map to a method of objects",
      idle,
      mapped({ ip: "constructor" }),
      "sessions.fields.ip",
      /no field "constructor"/,
    ],
    ["a map to a relation", idle, mapped({ ip: "user" }), "sessions.fields.ip", /no field "user"/],
    [
      "a map of an unknown member",
      idle,
      mapped({ token: "secretHash" }),
      "sessions.fields.token",
      /no such member/,
    ],
    [
      "one field for two members",
      idle,
      mapped({ createdAt: "settledAt" }),
      "sessions.fields.createdAt",
      /holds settledAt already/,
    ],
    [
      "text where there are dates",
      idle,
      mapped({ settledAt: "secretHash" }),
      "sessions.fields.settledAt",
      /"secretHash" is of type String, expected DateTime or BigInt/,
    ],
    [
      "a number for an id",
      idle,
      mapped({ id: "version" }),
      "sessions.fields.id",
      /is of type Int, expected String/,
    ],
    ["a log without a model", idle, { activity: true }, "activity", /no model true/],
    ["a log in the wrong model", idle, { activity: "user" }, "activity.fields.userId", /"userId"/],
    ["a user that is a column", idle, { user: "userId" }, "user", /the column "userId".*@relation/],
    ["a user that is no name", idle, { user: {} }, "user", /got undefined/],
    [
      "no field of the user",
      idle,
      { user: { relation: "user", select: {} } },
      "user.select",
      /name: true/,
    ],
    [
      "a field of the user that is not wanted",
      idle,
      { user: { relation: "user", select: { name: false } } },
      "user.select",
      /name: true/,
    ],
  ])("is refused at once: %s", (_, prisma, options, option, message) => {
    const create = createPrismaStore as (prisma: unknown, options: object) => unknown;
    const call = () => create(prisma, { sessions: "session", ...options });
    expect(call).toThrow(message);
    expect(call).toThrow(expect.objectContaining({ code: "session_config", option }));
  });

  it("is told at the first query where Prisma says no earlier", async () => {
    const { prisma } = await openSqlite();
    const create = createPrismaStore as (
      prisma: unknown,
      options: object,
    ) => SessionStore & UserJoin<unknown>;
    const record = buildRecord();
    const failure = (message: RegExp) => ({
      code: "session_store",
      cause: { message: expect.stringMatching(message) },
    });
    await expect(create(prisma, { sessions: "strict" }).insert(record)).rejects.toMatchObject(
      failure(/The model does not fit: Argument `tenant` is missing/),
    );
    const store = create(prisma, { sessions: "session", user: "owner" });
    await expect(store.findWithUser(record.id)).rejects.toMatchObject(
      failure(/The model does not fit: Unknown field `owner` for select statement/),
    );
  });
});

describe("a database that fails", () => {
  it.each([
    ["SQLite", () => openSqlite(), "1555"],
    ["Postgres", () => openPostgres(), "23505"],
    ["MariaDB", () => openMariadb(), "1062"],
  ])("is told by its codes, and nothing of the query, on %s", async (_, open, driverCode) => {
    const prisma = (await open()).prisma as Awaited<ReturnType<typeof openSqlite>>["prisma"];
    const store = createPrismaStore(prisma, { sessions: "session" });
    const record = buildRecord({ userAgent: "private", data: { note: "mine" } });
    await store.insert(record);
    const twice = await failureOf(store.insert(record));
    expect(twice).toMatchObject({ code: "session_store", cause: { code: "P2002", driverCode } });
    expect(seenOf(twice)).toContain("Unique constraint failed");

    await prisma.$executeRawUnsafe("DROP TABLE session");
    const gone = await failureOf(store.update(record.id, 1, { secretHash: record.secretHash }));
    expect(gone).toMatchObject({ code: "session_store", cause: expect.any(Error) });
    const invalid = await failureOf(
      store.insert({ ...record, createdAt: record.secretHash as never }),
    );
    for (const error of [twice, gone, invalid]) {
      for (const value of [record.id, record.secretHash, record.userId, "private", "mine"]) {
        expect(seenOf(error)).not.toContain(value);
      }
    }
  });

  it("is told when it cannot be reached, and where that was", async () => {
    const { prisma } = connectPostgres("postgres://nobody:hidden@127.0.0.1:1/none");
    const store = createPrismaStore(prisma, { sessions: "session" });
    const error = await failureOf(store.find("secret-id"));
    expect(error).toMatchObject({ code: "session_store" });
    expect(seenOf(error)).toMatch(/127\.0\.0\.1|ECONNREFUSED/);
    expect(seenOf(error)).not.toMatch(/hidden|secret-id/);
  });

  it("is an error, and no endless wait, where all connections are in use", async () => {
    const { url } = await openPostgres();
    const { prisma } = connectPostgres(url, { max: 1, connectionTimeoutMillis: 100 });
    const store = createPrismaStore(prisma, { sessions: "session" });
    await prisma.$transaction(async (transaction) => {
      await transaction.$queryRaw`SELECT 1`;
      await expect(store.find("a")).rejects.toMatchObject({ code: "session_store" });
    });
    expect(await store.find("a")).toBeNull();
  });

  it.each([
    ["data that is no JSON", "data", "{"],
    ["data that is no object", "data", "[]"],
    ["data that is null", "data", "null"],
    ["a date that is text", "settled_at", "yesterday"],
    ["a count that is text", "generation", "many"],
  ])("is told of a row with %s", async (_, column, value) => {
    const { prisma } = await openSqlite();
    const store = createPrismaStore(prisma, { sessions: "session" });
    const record = buildRecord();
    await store.insert(record);
    await prisma.$executeRawUnsafe(`UPDATE session SET ${column} = ?`, value);
    const failure = { code: "session_store", cause: expect.any(Error) };
    await expect(store.find(record.id)).rejects.toMatchObject(failure);
    await expect(store.findByUser(record.userId, record.createdAt)).rejects.toMatchObject(failure);
    expect(await store.delete(record.id)).toBe(true);
  });
});

describe("a statement that the database gave up for others", () => {
  const conflicting = async (times: number) => {
    const { prisma } = await openSqlite();
    let left = times;
    let calls = 0;
    const client = prisma.$extends({
      query: {
        $allOperations({ args, query }) {
          calls++;
          if (left-- <= 0) return query(args);
          throw new PrismaClientKnownRequestError("deadlock", { code: "P2034", clientVersion: "" });
        },
      },
    });
    return { store: createPrismaStore(client, { sessions: "session" }), calls: () => calls };
  };

  it("is tried again", async () => {
    const { store } = await conflicting(4);
    const record = buildRecord();
    await store.insert(record);
    expect(await store.find(record.id)).toEqual(record);
  });

  it("is an error in the end", async () => {
    const { store, calls } = await conflicting(Number.POSITIVE_INFINITY);
    await expect(store.find("a")).rejects.toMatchObject({
      code: "session_store",
      cause: { code: "P2034" },
    });
    expect(calls()).toBe(5);
  });

  it("costs nobody the answer on a database that isolates everything", async () => {
    const { url } = await openPostgres();
    const options = "-c default_transaction_isolation=serializable";
    const { prisma } = connectPostgres(url, { options });
    const store = createPrismaStore(prisma, { sessions: "session" });
    const record = buildRecord();
    await store.insert(record);
    const answers = await Promise.all(
      Array.from({ length: 64 }, () => store.update(record.id, 1, { ip: null })),
    );
    expect(answers.filter((answer) => answer === "updated")).toHaveLength(1);
    expect(answers.filter((answer) => answer === "conflict")).toHaveLength(63);
  });
});

describe("an argument that is no text", () => {
  // To Prisma `undefined` is no condition, and an object an operator: both would reach the sessions of others.
  it.each<[string, unknown]>([
    ["undefined", undefined],
    ["null", null],
    ["an operator", { not: "" }],
    ["a list", ["a"]],
  ])("reaches no session: %s", async (_, value) => {
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

it("changes nothing that an update must not change", async () => {
  const { prisma } = await openSqlite();
  const store = createPrismaStore(prisma, { sessions: "session" });
  const record = buildRecord();
  await store.insert(record);
  const changes = { id: "other", userId: "other", createdAt: new Date(0), version: 9, ip: null };
  expect(await store.update(record.id, 1, changes)).toBe("updated");
  expect(await store.find(record.id)).toEqual({ ...record, ip: null, version: 2 });
});

it("removes more expired sessions at once than fit into a statement", async () => {
  const { prisma } = await openSqlite();
  const store = createPrismaStore(prisma, { sessions: "session" });
  const [kept, ...rest] = Array.from({ length: 1_300 }, () => buildRecord());
  await prisma.session.createMany({ data: rest.map((one) => ({ ...one, data: "{}" })) });
  await store.insert({ ...buildRecord(kept), idleExpiresAt: new Date("2200-01-01") });
  expect(await store.deleteExpired(new Date("2101-01-01"), 1_200)).toBe(1_200);
  expect(await prisma.session.count()).toBe(100);
});

it("leaves a session that was extended while the expired ones were looked up", async () => {
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

it("answers nothing without asking where nothing is asked for", async () => {
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

it("asks the primary of a client that reads from replicas", async () => {
  const { prisma } = await openSqlite();
  const { prisma: replica } = await openSqlite();
  const client = replica.$extends({ client: { $primary: () => prisma } });
  const store = createPrismaStore(client, { sessions: "session" });
  const record = buildRecord();
  await store.insert(record);
  expect(await store.find(record.id)).toEqual(record);
  expect(await prisma.session.count()).toBe(1);
});

it("reads whole records through a client that omits some of their fields", async () => {
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

it("tells ids apart that a table of MariaDB's usual collation does not", async () => {
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

async function failureOf(call: Promise<unknown>): Promise<Error> {
  return call.then(
    (answer) => new Error(`It answered ${JSON.stringify(answer)}.`),
    (error: Error) => error,
  );
}

/** Whatever a log could show of an error. */
function seenOf(error: Error): string {
  const { cause } = error as { cause?: Error };
  const members = JSON.stringify({ ...error, cause: { ...cause } });
  return `${error.stack}\n${cause?.stack}\n${String(cause)}\n${members}`;
}
