import { buildRecord } from "@sessionkit/testing";
import { expect, it, onTestFinished } from "vitest";
import { createTableStatements, sessionTable } from "../src/sqlite.ts";
import { createDrizzleStore } from "../src/store/create-drizzle-store.ts";
import { openLibsql } from "./open-libsql.ts";
import { temporaryDatabase } from "./temporary-database.ts";

const records = () => Array.from({ length: 200 }, () => buildRecord());

it("completes 200 concurrent inserts and updates of one file", async () => {
  const { db } = await temporaryDatabase();
  const store = createDrizzleStore(db, { sessions: sessionTable });
  const all = records();
  await Promise.all(all.map((record) => store.insert(record)));
  const answers = await Promise.all(all.map(({ id }) => store.update(id, 1, { ip: null })));
  expect(answers.filter((answer) => answer === "updated")).toHaveLength(200);
  expect(await Promise.all(all.map(({ id }) => store.delete(id)))).not.toContain(false);
});

it("completes concurrent writes of two connections to one file", async () => {
  const one = await temporaryDatabase();
  const other = await openLibsql(one.url);
  onTestFinished(() => other.close());
  const stores = [one, other].map(({ db }) => createDrizzleStore(db, { sessions: sessionTable }));
  const all = records();
  await Promise.all(all.map((record, i) => stores[i % 2]?.insert(record)));
  const answers = await Promise.all(
    all.flatMap(({ id }) => stores.map((store) => store.update(id, 1, { ip: null }))),
  );
  expect(answers.filter((answer) => answer === "updated")).toHaveLength(200);
  expect(answers.filter((answer) => answer === "conflict")).toHaveLength(200);
});

// The reason why the store has no transactions. If this test fails, libsql queues them now.
it("rejects most of 20 concurrent transactions of one file", async () => {
  const { db } = await temporaryDatabase();
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, () =>
      db.transaction(async (tx) => {
        await tx.insert(sessionTable).values(buildRecord());
      }),
    ),
  );
  const failed = answers.filter((answer) => answer.status === "rejected");
  expect(failed.length).toBeGreaterThan(10);
});

it("opens a separate database in memory for each client", async () => {
  const one = await openLibsql(":memory:");
  const other = await openLibsql(":memory:");
  for (const sql of createTableStatements(sessionTable)) await one.client.execute(sql);
  const [store, second] = [one, other].map(({ db }) =>
    createDrizzleStore(db, { sessions: sessionTable }),
  );
  const record = buildRecord();
  await store?.insert(record);
  expect(await store?.find(record.id)).toEqual(record);
  await expect(second?.find(record.id)).rejects.toMatchObject({ code: "session_store" });
});
