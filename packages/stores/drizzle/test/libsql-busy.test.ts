import { buildRecord } from "@sessionkit/testing";
import { drizzle } from "drizzle-orm/libsql";
import { describe, expect, it, onTestFinished } from "vitest";
import { sessionTable } from "../src/sqlite.ts";
import { createDrizzleStore } from "../src/store/create-drizzle-store.ts";
import { openLockingLibsql } from "./open-locking-libsql.ts";
import { temporaryDatabase } from "./temporary-database.ts";

const BUSY = { code: "SQLITE_BUSY" };
const INSERT = "insert into note values ('a')";

describe.each(["wal", "delete"] as const)("with journal_mode = %s", (journal) => {
  it.each<[string, (opened: Opened) => Promise<unknown>]>([
    ["a statement", ({ client }) => client.execute(INSERT)],
    ["a batch", ({ client }) => client.batch([INSERT], "write")],
    ["several statements", ({ client }) => client.executeMultiple(INSERT)],
    ["a migration", ({ client }) => client.migrate([INSERT])],
    ["the start of a transaction", ({ client }) => client.transaction("write")],
    ["a transaction that is rolled back", transacting((transaction) => transaction.rollback())],
    ["a transaction that is closed", transacting(async (transaction) => transaction.close())],
    ["a transaction that is committed", transacting((transaction) => transaction.commit())],
  ])(
    "writes to the file after %s of the application failed with SQLITE_BUSY",
    async (_, collide) => {
      const opened = await open(journal);
      const release = await opened.lock();
      await expect(collide(opened)).rejects.toMatchObject(BUSY);
      await release();
      await expectWrites(opened);
    },
  );

  it("keeps an open transaction of the application when the store fails with SQLITE_BUSY", async () => {
    const opened = await open(journal);
    const { client, store, connect } = opened;
    const transaction = await client.transaction("write");
    await transaction.execute(INSERT);
    const records = Array.from({ length: 5 }, () => buildRecord());
    const answers = await Promise.allSettled(records.map((record) => store.insert(record)));
    expect(answers.map(({ status }) => status)).toEqual(records.map(() => "rejected"));
    await transaction.execute(INSERT);
    await transaction.commit();
    const { rows } = await connect().client.execute("select * from note");
    expect(rows).toHaveLength(2);
    await expectWrites(opened);
  });

  it("writes to the file after more failures than the client has connections", async () => {
    const opened = await open(journal);
    const { client, store } = opened;
    const transaction = await client.transaction("write");
    for (let i = 0; i < 25; i++) {
      await expect(store.insert(buildRecord())).rejects.toMatchObject({ code: "session_store" });
    }
    await transaction.commit();
    await expectWrites(opened);
  });
});

it("does not reopen a client that was closed after SQLITE_BUSY", async () => {
  const { client, store, lock } = await open("wal");
  const release = await lock();
  await expect(store.insert(buildRecord())).rejects.toMatchObject({ code: "session_store" });
  await release();
  client.close();
  await expect(store.insert(buildRecord())).rejects.toMatchObject({ code: "session_store" });
  expect(client.closed).toBe(true);
});

it("changes a client once for any number of stores", async () => {
  const { client, db } = await temporaryDatabase();
  createDrizzleStore(db, { sessions: sessionTable });
  const { execute } = client;
  createDrizzleStore(drizzle({ client }), { sessions: sessionTable });
  expect(client.execute).toBe(execute);
});

type Opened = Awaited<ReturnType<typeof open>>;

async function open(journal: "wal" | "delete") {
  const opened = await openLockingLibsql(journal);
  onTestFinished(() => opened.close());
  await opened.client.execute("create table note (text)");
  return opened;
}

/** A transaction whose first write fails with SQLITE_BUSY, and that is then ended. */
function transacting(end: (transaction: Transaction) => Promise<void>) {
  return async ({ client }: Opened) => {
    const transaction = await client.transaction("deferred");
    const error: unknown = await transaction.execute(INSERT).catch((reason: unknown) => reason);
    await end(transaction);
    throw error;
  };
}

type Transaction = Awaited<ReturnType<Opened["client"]["transaction"]>>;

/** Writes concurrently from the store and the application, and reads with another connection. */
async function expectWrites({ client, store, connect }: Opened): Promise<void> {
  const records = Array.from({ length: 8 }, () => buildRecord());
  const writing = records.flatMap((record) => [store.insert(record), client.execute(INSERT)]);
  await Promise.all(writing);
  const second = connect();
  for (const record of records) expect(await second.store.find(record.id)).toEqual(record);
  const { rows } = await second.client.execute("select * from note");
  expect(rows.length).toBeGreaterThanOrEqual(records.length);
}
