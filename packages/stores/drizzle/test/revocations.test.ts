import { randomUUID } from "node:crypto";
import type { Revocation } from "@sessionkit/core/store";
import pg from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import * as mysql from "../src/mysql.ts";
import * as postgres from "../src/pg.ts";
import { createDrizzleStore } from "../src/store/create-drizzle-store.ts";
import type { Backend } from "./backend.ts";
import { openMysql2 } from "./open-mysql2.ts";
import { openNodePostgres } from "./open-node-postgres.ts";

describe("a reader that read past an entry of a transaction that is slow to commit", () => {
  it("reads the entry once it is committed, on Postgres", async () => {
    const { db, store } = await openPostgres();
    const [slow, fast] = [build(), build()];
    let cursor: string | null = null;
    await db.transaction(async (transaction) => {
      await createDrizzleStore(transaction, pgTables).publishRevocation(slow);
      await store.publishRevocation(fast);
      const page = await store.readRevocations(null, 10);
      expect(page.entries).toEqual([fast]);
      cursor = page.cursor;
    });
    expect((await store.readRevocations(cursor, 10)).entries).toEqual([slow, fast]);
  });

  it("reads the entry once it is committed, on MariaDB", async () => {
    const { db, store } = await openMariadb();
    const [slow, fast] = [build(), build()];
    let cursor: string | null = null;
    await db.transaction(async (transaction) => {
      await createDrizzleStore(transaction, mysqlTables).publishRevocation(slow);
      await store.publishRevocation(fast);
      const page = await store.readRevocations(null, 10);
      expect(page.entries).toEqual([fast]);
      cursor = page.cursor;
    });
    expect((await store.readRevocations(cursor, 10)).entries).toEqual([slow, fast]);
  });
});

describe("a store that listens", () => {
  it("calls its listeners for entries of other connections that can be read", async () => {
    const { url, db, query } = await openPostgres();
    const store = createDrizzleStore(db, { ...pgTables, listen: await connect(url) });
    const second = createDrizzleStore(db, { ...pgTables, listen: await connect(url) });
    const rung = new Promise<void>((resolve) => store.onRevocation(resolve));
    await untilListening(query);
    const entry = build();
    await second.publishRevocation(entry);
    await rung;
    expect((await store.readRevocations(null, 10)).entries).toEqual([entry]);
  });

  it("publishes and reads without an error after its connection was lost", async () => {
    const { url, db, query } = await openPostgres();
    const listen = await connect(url);
    const store = createDrizzleStore(db, { ...pgTables, listen });
    store.onRevocation(() => undefined);
    const ended = new Promise((resolve) => listen.once("end", resolve));
    await untilListening(query);
    await query(`select pg_terminate_backend(pid) ${LISTENING}`);
    await ended;
    store.onRevocation(() => undefined);
    const entry = build();
    await store.publishRevocation(entry);
    expect((await store.readRevocations(null, 10)).entries).toEqual([entry]);
  });
});

const pgTables = { sessions: postgres.sessionTable, revocations: postgres.revocationTable };
const mysqlTables = { sessions: mysql.sessionTable, revocations: mysql.revocationTable };

async function openPostgres() {
  const backend = await openNodePostgres();
  onTestFinished(() => backend.close());
  for (const sql of postgres.createTableStatements(pgTables.revocations)) await backend.query(sql);
  return { ...backend, store: createDrizzleStore(backend.db, pgTables) };
}

async function openMariadb() {
  const backend = await openMysql2();
  onTestFinished(() => backend.close());
  for (const sql of mysql.createTableStatements(mysqlTables.revocations)) await backend.query(sql);
  return { ...backend, store: createDrizzleStore(backend.db, mysqlTables) };
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

const LISTENING = `from pg_stat_activity where datname = current_database()
  and query = 'LISTEN sessionkit_revocation' and state = 'idle'`;

async function untilListening(query: Backend["query"]): Promise<void> {
  while ((await query(`select pid ${LISTENING}`)).length === 0);
}

function build(): Revocation {
  return {
    id: randomUUID().slice(0, 21),
    subject: "user:ada",
    notBefore: new Date("2026-01-01T00:00:10.000Z"),
    until: new Date("2100-01-01T00:00:00.000Z"),
    reason: "revoked",
    cookiesCleared: false,
  };
}
