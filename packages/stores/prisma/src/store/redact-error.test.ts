import { buildRecord } from "@sessionkit/testing";
import { describe, expect, it } from "vitest";
import { openMariadb } from "../../test/open-mariadb.ts";
import { connectPostgres, openPostgres } from "../../test/open-postgres.ts";
import { openSqlite } from "../../test/open-sqlite.ts";
import { createPrismaStore } from "./create-prisma-store.ts";

describe("a failing database", () => {
  it.each([
    ["SQLite", () => openSqlite(), "1555"],
    ["Postgres", () => openPostgres(), "23505"],
    ["MariaDB", () => openMariadb(), "1062"],
  ])(
    "rejects with its codes and without values of the query, on %s",
    async (_, open, driverCode) => {
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
    },
  );

  it("rejects with the address if it is unreachable", async () => {
    const { prisma } = connectPostgres("postgres://none:hidden@127.0.0.1:1/none");
    const store = createPrismaStore(prisma, { sessions: "session" });
    const error = await failureOf(store.find("secret-id"));
    expect(error).toMatchObject({ code: "session_store" });
    expect(seenOf(error)).toMatch(/127\.0\.0\.1|ECONNREFUSED/);
    expect(seenOf(error)).not.toMatch(/hidden|secret-id/);
  });

  it("rejects if all connections are in use", async () => {
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
    ["data that is not JSON", "data", "{"],
    ["data that is not an object", "data", "[]"],
    ["data that is null", "data", "null"],
    ["a date that is text", "settled_at", "yesterday"],
    ["a count that is text", "generation", "many"],
  ])("rejects for a row with %s", async (_, column, value) => {
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

async function failureOf(call: Promise<unknown>): Promise<Error> {
  return call.then(
    (answer) => new Error(`Resolved to ${JSON.stringify(answer)}.`),
    (error: Error) => error,
  );
}

/** Everything that a logger could write of an error. */
function seenOf(error: Error): string {
  const { cause } = error as { cause?: Error };
  const members = JSON.stringify({ ...error, cause: { ...cause } });
  return `${error.stack}\n${cause?.stack}\n${String(cause)}\n${members}`;
}
