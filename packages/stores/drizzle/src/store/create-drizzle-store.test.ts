import { buildRecord } from "@sessionkit/testing";
import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/libsql";
import { sqliteTable, text, withReplicas } from "drizzle-orm/sqlite-core";
import { describe, expect, it } from "vitest";
import { sessionColumns } from "../../test/session-columns.ts";
import { temporaryDatabase } from "../../test/temporary-database.ts";
import { activityTable, createSessionTable, revocationTable, sessionTable } from "../sqlite.ts";
import { createDrizzleStore } from "./create-drizzle-store.ts";

const db = drizzle.mock();

describe("the verbs of a store", () => {
  it("are the seven of SessionStore with a session table", () => {
    const plain = createDrizzleStore(db, { sessions: sessionTable });
    expect(Object.keys(plain)).toEqual([
      "insert",
      "find",
      "update",
      "delete",
      "findByUser",
      "deleteByUser",
      "deleteExpired",
    ]);
  });

  it("include findWithUser with a user table", () => {
    const users = sqliteTable("user", { id: text().primaryKey() });
    expect(createDrizzleStore(db, { sessions: sessionTable, users })).toHaveProperty(
      "findWithUser",
    );
  });

  it("include those of ActivityLog with an activity table", () => {
    const store = createDrizzleStore(db, { sessions: sessionTable, activity: activityTable });
    expect(Object.keys(store).slice(7)).toEqual(["record", "listByUser", "deleteBefore"]);
  });

  it("include those of RevocationFeed with a revocation table", () => {
    const store = createDrizzleStore(db, { sessions: sessionTable, revocations: revocationTable });
    expect(Object.keys(store).slice(7)).toEqual([
      "publishRevocation",
      "readRevocations",
      "deleteRevocations",
    ]);
  });
});

describe("a failing database", () => {
  it("rejects with SessionStoreError, without values of the query", async () => {
    const { db } = await temporaryDatabase();
    const store = createDrizzleStore(db, { sessions: sessionTable });
    const record = buildRecord({ userAgent: "private" });
    await store.insert(record);
    const error: unknown = await store.insert(record).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "session_store", cause: { code: /^SQLITE_CONSTRAINT/ } });
    const seen = `${(error as Error).stack}${JSON.stringify(error)}${String((error as Error).cause)}`;
    expect(seen).toContain("SQLITE_CONSTRAINT");
    for (const value of [record.secretHash, record.userId, "private", "203.0.113.7"]) {
      expect(seen).not.toContain(value);
    }
  });

  it("rejects while the table does not exist, and recovers", async () => {
    const { db, client } = await temporaryDatabase();
    const store = createDrizzleStore(db, { sessions: createSessionTable("later") });
    await expect(store.find("a")).rejects.toMatchObject({ code: "session_store" });
    await client.execute("ALTER TABLE session RENAME TO later");
    expect(await store.find("a")).toBeNull();
  });

  it.each([
    ["data that is not JSON", "data", "{"],
    ["data that is not an object", "data", "[]"],
    ["data that is null", "data", "null"],
    ["a date that is text", "settled_at", "yesterday"],
    ["a count that is text", "generation", "many"],
    ["a count that is a fraction", "version", 1.5],
  ])("rejects for a row with %s", async (_, column, value) => {
    const { db } = await temporaryDatabase();
    const store = createDrizzleStore(db, { sessions: sessionTable });
    const record = buildRecord();
    await store.insert(record);
    await db.run(sql`UPDATE session SET ${sql.identifier(column)} = ${value}`);
    const failure = { code: "session_store", cause: expect.any(Error) };
    await expect(store.find(record.id)).rejects.toMatchObject(failure);
    await expect(store.findByUser(record.userId, record.createdAt)).rejects.toMatchObject(failure);
    expect(await store.delete(record.id)).toBe(true);
  });
});

it("does not change members that an update cannot change", async () => {
  const { db } = await temporaryDatabase();
  const store = createDrizzleStore(db, { sessions: sessionTable });
  const record = buildRecord();
  await store.insert(record);
  const changes = { id: "other", userId: "other", createdAt: new Date(0), version: 9, ip: null };
  expect(await store.update(record.id, 1, changes)).toBe("updated");
  expect(await store.find(record.id)).toEqual({ ...record, ip: null, version: 2 });
});

it("uses the primary of a database with replicas", async () => {
  const primary = (await temporaryDatabase()).db;
  const replica = (await temporaryDatabase()).db;
  const store = createDrizzleStore(withReplicas(primary, [replica]), { sessions: sessionTable });
  const record = buildRecord();
  await store.insert(record);
  expect(await store.find(record.id)).toEqual(record);
  expect(await store.update(record.id, 7, {})).toBe("conflict");
});

it("does not change other columns of a row", async () => {
  const { db, client } = await temporaryDatabase();
  await client.execute("ALTER TABLE session ADD COLUMN note TEXT");
  const table = sqliteTable("session", { ...sessionColumns(), note: text("note") });
  const store = createDrizzleStore(db, { sessions: table });
  const record = buildRecord();
  await store.insert(record);
  await db.update(table).set({ note: "mine" }).where(eq(table.id, record.id));
  await store.update(record.id, 1, { ip: null });
  expect(await store.find(record.id)).toEqual({ ...record, ip: null, version: 2 });
  expect(await db.select({ note: table.note }).from(table)).toEqual([{ note: "mine" }]);
});
