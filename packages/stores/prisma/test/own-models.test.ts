import type { JsonObject } from "@sessionkit/core";
import {
  buildActivity,
  buildRecord,
  describeActivityLog,
  describeStore,
} from "@sessionkit/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { createPrismaStore } from "../src/store/create-prisma-store.ts";
import { openPostgres } from "./open-postgres.ts";
import { openSqlite } from "./open-sqlite.ts";

const sessions = {
  model: "login",
  fields: {
    id: "publicId",
    userId: "ownerId",
    version: "revision",
    absoluteExpiresAt: "endsAt",
    remember: "isRemembered",
    data: "payload",
  },
} as const;
const activity = {
  model: "audit",
  fields: { userId: "who", type: "kind", at: "happenedAt" },
} as const;

const columns = (timestamp: string) => `"secretHash" TEXT NOT NULL, generation INTEGER NOT NULL,
  branch INTEGER NOT NULL, "previousBranch" INTEGER NOT NULL, "seenGeneration" INTEGER NOT NULL,
  "renewedAt" ${timestamp} NOT NULL, "siblingsFrom" INTEGER NOT NULL, "siblingsHeld" BOOLEAN NOT NULL,
  "seenBranch" INTEGER NOT NULL, "firstSeenAt" ${timestamp} NOT NULL, "settledAt" ${timestamp} NOT NULL,
  "previousAuthenticatedAt" ${timestamp} NOT NULL, "createdAt" ${timestamp} NOT NULL, "authenticatedAt" ${timestamp} NOT NULL,
  "lastActiveAt" ${timestamp} NOT NULL, "idleSeconds" INTEGER NOT NULL, ip TEXT, "userAgent" TEXT, label TEXT,
  "actorId" TEXT, "actorSessionId" TEXT, "boundKey" TEXT`;

/** The tables of `own-models.ts`. */
const tables = (serial: string, timestamp: string, json: string, kind: string) => [
  `CREATE TABLE logins (pk ${serial}, "publicId" TEXT NOT NULL UNIQUE, "ownerId" TEXT,
    revision BIGINT NOT NULL, "rotatedAt" BIGINT NOT NULL, "idleExpiresAt" BIGINT NOT NULL,
    "endsAt" BIGINT NOT NULL, "isRemembered" BOOLEAN NOT NULL, payload TEXT NOT NULL,
    tenant TEXT NOT NULL DEFAULT 'main', note TEXT, ${columns(timestamp)})`,
  `CREATE TABLE audit (id TEXT PRIMARY KEY, who TEXT NOT NULL, "sessionId" TEXT NOT NULL,
    kind ${kind} NOT NULL, "happenedAt" BIGINT NOT NULL, ip TEXT, "userAgent" TEXT)`,
  `CREATE TABLE people (number ${serial}, name TEXT NOT NULL, secret TEXT)`,
  `CREATE TABLE visits (id TEXT PRIMARY KEY, "userId" INTEGER NOT NULL, version INTEGER NOT NULL,
    "rotatedAt" ${timestamp} NOT NULL, "idleExpiresAt" ${timestamp} NOT NULL,
    "absoluteExpiresAt" ${timestamp} NOT NULL, remember BOOLEAN NOT NULL, data ${json} NOT NULL,
    ${columns(timestamp)})`,
];
const openOwnSqlite = () =>
  openSqlite(...tables("INTEGER PRIMARY KEY AUTOINCREMENT", "DATETIME", "JSONB", "TEXT"));
const openOwnPostgres = () =>
  openPostgres(
    `CREATE TYPE "ActivityKind" AS ENUM ('signed_in', 'refreshed', 'stepped_up', 'revoked', 'reused',
      'impersonation_started', 'impersonation_ended')`,
    ...tables("SERIAL PRIMARY KEY", "TIMESTAMP(3)", "JSONB", `"ActivityKind"`),
  );

describeStore("application models on Postgres", async () =>
  createPrismaStore((await openOwnPostgres()).prisma, { sessions }),
);
describeActivityLog("an application log on Postgres", async () =>
  createPrismaStore((await openOwnPostgres()).prisma, { sessions, activity }),
);

describe.each([
  ["SQLite", openOwnSqlite],
  ["Postgres", openOwnPostgres],
])("users with numeric ids, on %s", (_, open) => {
  const openStore = async () => {
    const { prisma } = await open();
    // The models are equal, but the types of the two generated clients are unrelated.
    const client = prisma as Awaited<ReturnType<typeof openOwnSqlite>>["prisma"];
    return { client, store: createPrismaStore(client, { sessions: "visit", user: "person" }) };
  };
  let opened: Awaited<ReturnType<typeof openStore>>;
  beforeAll(async () => {
    opened = await openStore();
  });
  const signIn = async () => {
    const person = await opened.client.person.create({ data: { name: "Ada", secret: "hidden" } });
    const record = buildRecord({ userId: String(person.number) });
    await opened.store.insert(record);
    return { person, record };
  };

  it("finds their sessions by the number as text", async () => {
    const { store } = opened;
    const { person, record } = await signIn();
    expect(await store.find(record.id)).toEqual(record);
    expect(await store.findWithUser(record.id)).toEqual({ record, user: person });
    expect(await store.findByUser(record.userId, record.createdAt)).toEqual([record]);
    expect(await store.deleteByUser(record.userId)).toEqual([record.id]);
  });

  it("finds none for another spelling of the number", async () => {
    const { store } = opened;
    const { record } = await signIn();
    const now = record.createdAt;
    const { userId } = record;
    for (const other of [
      `0${userId}`,
      ` ${userId}`,
      `${userId}.0`,
      `+${userId}`,
      "",
      "ada",
      "-0",
    ]) {
      expect(await store.findByUser(other, now)).toEqual([]);
      expect(await store.deleteByUser(other)).toEqual([]);
    }
    for (const wrong of ["2147483648", "9".repeat(30), `0${userId}`]) {
      expect(await store.findByUser(wrong, now)).toEqual([]);
      const failure = { code: "session_store" };
      await expect(store.insert(buildRecord({ userId: wrong }))).rejects.toMatchObject(failure);
    }
    expect(await store.find(record.id)).toEqual(record);
  });

  it("returns only the selected fields of the user", async () => {
    const { client } = opened;
    const { person, record } = await signIn();
    const user = { relation: "person", select: { name: true } } as const;
    const store = createPrismaStore(client, { sessions: "visit", user });
    expect(await store.findWithUser(record.id)).toEqual({ record, user: { name: person.name } });
  });

  it("preserves JSON that looks like Prisma's wire format", async () => {
    const { store } = opened;
    const { record } = await signIn();
    const json: JsonObject[] = [
      { $type: "Raw", value: 1 },
      { $type: "Json", value: "{}" },
      { nested: { $type: "DateTime", value: "2026-01-01" }, list: [{ $type: "Enum", value: "a" }] },
      { prisma__type: "param", prisma__value: { name: "%1", type: "Any" } },
      { _ref: "id", _container: "Visit" },
      { set: { a: 1 }, equals: null },
      { toJSON: 1, constructor: "x" },
    ];
    let version = 1;
    for (const data of json) {
      expect(await store.update(record.id, version++, { data })).toBe("updated");
      expect((await store.find(record.id))?.data).toEqual(data);
      const again = { ...record, id: buildRecord().id, data };
      await store.insert(again);
      expect(await store.find(again.id)).toEqual(again);
    }
  });

  it("rejects JSON of which Prisma would drop a part", async () => {
    const { store } = opened;
    const { record } = await signIn();
    const data = JSON.parse('{"a":[{"__proto__":{"polluted":true}}]}');
    await expect(store.update(record.id, 1, { data })).rejects.toMatchObject({
      code: "session_store",
      cause: { message: "The column for data cannot hold a value of this type or size." },
    });
    expect(await store.find(record.id)).toEqual(record);
  });
});

it("does not change other fields of a row", async () => {
  const { prisma } = await openOwnSqlite();
  const store = createPrismaStore(prisma, { sessions, activity });
  const record = buildRecord();
  await store.insert(record);
  await prisma.login.updateMany({ data: { note: "mine" } });
  await store.update(record.id, 1, { ip: null });
  expect(await store.find(record.id)).toEqual({ ...record, ip: null, version: 2 });
  expect(await prisma.login.findFirst()).toMatchObject({ note: "mine", tenant: "main", pk: 1 });
});

it("rejects an entry that violates a constraint other than its id", async () => {
  const { prisma } = await openOwnSqlite();
  await prisma.$executeRawUnsafe(`CREATE UNIQUE INDEX once ON audit (who)`);
  const store = createPrismaStore(prisma, { sessions, activity });
  const entry = buildActivity();
  await store.record(entry);
  await store.record(entry);
  await expect(store.record(buildActivity({ userId: entry.userId }))).rejects.toMatchObject({
    code: "session_store",
    cause: { code: "P2002" },
  });
});
