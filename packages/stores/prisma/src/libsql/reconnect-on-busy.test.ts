import { PrismaLibSql } from "@prisma/adapter-libsql";
import { buildRecord } from "@sessionkit/testing";
import { describe, expect, it } from "vitest";
import { PrismaClient } from "../../generated/sqlite/client/client.ts";
import { openLockingSqlite } from "../../test/open-locking-sqlite.ts";
import type { connectSqlite } from "../../test/open-sqlite.ts";
import { createPrismaStore } from "../store/create-prisma-store.ts";
import { reconnectOnBusy } from "./reconnect-on-busy.ts";

type Client = ReturnType<typeof connectSqlite>["prisma"];

const person = () => ({ data: { name: "Ada" } });

describe.each(["wal", "delete"] as const)("with journal_mode = %s", (journal) => {
  it.each<[string, (prisma: Client) => Promise<unknown>]>([
    ["a query", (prisma) => prisma.person.create(person())],
    ["a statement", (prisma) => prisma.$executeRawUnsafe("UPDATE people SET secret = NULL")],
    [
      "a transaction of several queries",
      (prisma) =>
        prisma.$transaction([prisma.person.create(person()), prisma.person.create(person())]),
    ],
    [
      "a transaction with logic",
      (prisma) => prisma.$transaction((transaction) => transaction.person.create(person())),
    ],
  ])(
    "writes to the file after %s of the application failed with SQLITE_BUSY",
    async (_, collide) => {
      const { prisma, store, lock, connect } = await openLockingSqlite(journal);
      const release = await lock();
      await expect(collide(prisma)).rejects.toThrow();
      await release();
      const records = Array.from({ length: 8 }, () => buildRecord());
      await Promise.all(
        records.flatMap((record) => [store.insert(record), prisma.person.create(person())]),
      );
      const second = connect();
      for (const record of records) expect(await second.store.find(record.id)).toEqual(record);
      expect(await second.prisma.person.count()).toBe(records.length);
    },
  );
});

describe("the store", () => {
  const adapter = () => new PrismaLibSql({ url: "file::memory:" });

  it("throws for the unchanged adapter, with the remedy", () => {
    const prisma = new PrismaClient({ adapter: adapter() });
    const create = () => createPrismaStore(prisma, { sessions: "session" });
    expect(create).toThrow(/reconnectOnBusy\(new PrismaLibSql\({ url }\)\)/);
    const extended = prisma.$extends({ model: { session: { nothing: () => null } } });
    expect(() => createPrismaStore(extended, { sessions: "session" })).toThrow(/reconnectOnBusy/);
  });

  it("accepts an adapter that was passed to reconnectOnBusy once or twice", () => {
    const prisma = new PrismaClient({ adapter: reconnectOnBusy(reconnectOnBusy(adapter())) });
    const extended = prisma.$extends({ model: { session: { nothing: () => null } } });
    expect(createPrismaStore(prisma, { sessions: "session" })).toHaveProperty("insert");
    expect(createPrismaStore(extended, { sessions: "session" })).toHaveProperty("insert");
  });
});
