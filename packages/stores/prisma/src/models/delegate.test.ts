import { PrismaClientKnownRequestError } from "@prisma/client/runtime/client";
import { buildRecord } from "@sessionkit/testing";
import { describe, expect, it } from "vitest";
import { connectPostgres, openPostgres } from "../../test/open-postgres.ts";
import { openSqlite } from "../../test/open-sqlite.ts";
import { createPrismaStore } from "../store/create-prisma-store.ts";

describe("a statement that conflicts with another", () => {
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

  it("is retried", async () => {
    const { store } = await conflicting(4);
    const record = buildRecord();
    await store.insert(record);
    expect(await store.find(record.id)).toEqual(record);
  });

  it("rejects after five attempts", async () => {
    const { store, calls } = await conflicting(Number.POSITIVE_INFINITY);
    await expect(store.find("a")).rejects.toMatchObject({
      code: "session_store",
      cause: { code: "P2034" },
    });
    expect(calls()).toBe(5);
  });

  it("succeeds for all of 64 concurrent calls with serializable isolation", async () => {
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
