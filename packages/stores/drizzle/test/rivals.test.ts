import { setTimeout } from "node:timers/promises";
import { buildRecord } from "@sessionkit/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import * as mysql from "../src/mysql.ts";
import * as pg from "../src/pg.ts";
import { createDrizzleStore } from "../src/store/create-drizzle-store.ts";
import type { Backend } from "./backend.ts";
import { openMysql2 } from "./open-mysql2.ts";
import { openNodePostgres } from "./open-node-postgres.ts";

const before = new Date("2021-01-01T00:00:00.000Z");
/** In the order in which any index locks them. */
const expired = (day: number) =>
  buildRecord({ id: `-${day}`, idleExpiresAt: new Date(Date.UTC(2020, 0, day)) });

describe("on Postgres", () => {
  it("does not remove a session that is extended concurrently", async () => {
    const { pool, store, query } = await openPostgres();
    const [extended, other] = [expired(1), expired(2)];
    for (const record of [extended, other]) await store.insert(record);
    const rival = await pool.connect();
    await rival.query("begin");
    await rival.query("update session set idle_expires_at = '2100-01-01' where id = '-1'");
    const removed = store.deleteExpired(before, 10);
    await untilBlocked(
      query,
      "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
    );
    await rival.query("commit");
    rival.release();
    expect(await removed).toBe(1);
    expect(await store.find(extended.id)).not.toBeNull();
    expect(await store.find(other.id)).toBeNull();
  });

  it("does not retry a statement of a transaction", async () => {
    const { db, store } = await openPostgres("-c default_transaction_isolation=serializable");
    const record = buildRecord();
    await store.insert(record);
    const failure = db.transaction(async (transaction) => {
      const inside = createDrizzleStore(transaction, { sessions: pg.sessionTable });
      await inside.find(record.id);
      await store.update(record.id, 1, { ip: null });
      await inside.update(record.id, 1, { remember: false });
    });
    const conflict = { code: "session_store", cause: { code: "40001" } };
    await expect(failure).rejects.toMatchObject(conflict);
    expect(await store.find(record.id)).toEqual({ ...record, ip: null, version: 2 });
  });
});

describe("on MariaDB", () => {
  it("does not remove a session that is extended concurrently", async () => {
    const { pool, store, query } = await openMariadb();
    const [extended, other] = [expired(1), expired(2)];
    for (const record of [extended, other]) await store.insert(record);
    const rival = await pool.getConnection();
    await rival.query("start transaction");
    await rival.query("update session set idle_expires_at = '2100-01-01' where id = '-1'");
    const removed = store.deleteExpired(before, 10);
    await untilBlocked(query, WAITS_IN_INNODB);
    await rival.query("commit");
    rival.release();
    expect(await removed).toBe(1);
    expect(await store.find(extended.id)).not.toBeNull();
    expect(await store.find(other.id)).toBeNull();
  });

  it("retries a statement that was rolled back because of a deadlock", async () => {
    const { pool, store, query } = await openMariadb();
    const [first, second] = [expired(1), expired(2)];
    const bystanders = Array.from({ length: 20 }, (_, i) => buildRecord({ id: `z${i}` }));
    for (const record of [first, second, ...bystanders]) await store.insert(record);
    const rival = await pool.getConnection();
    const change = ({ id }: { id: string }) =>
      rival.query("update session set ip = null where id = ?", [id]);
    await rival.query("start transaction");
    // The transaction with the fewest changes is rolled back.
    for (const record of bystanders) await change(record);
    await change(second);
    const removed = store.deleteExpired(before, 10);
    await untilBlocked(query, WAITS_IN_INNODB);
    await change(first);
    await rival.query("commit");
    rival.release();
    expect(await removed).toBe(2);
  });
});

async function openPostgres(options = "") {
  const backend = await openNodePostgres({ options });
  onTestFinished(() => backend.close());
  for (const sql of pg.createTableStatements(pg.sessionTable)) await backend.query(sql);
  return { ...backend, store: createDrizzleStore(backend.db, { sessions: pg.sessionTable }) };
}

async function openMariadb() {
  const backend = await openMysql2();
  onTestFinished(() => backend.close());
  for (const sql of mysql.createTableStatements(mysql.sessionTable)) await backend.query(sql);
  return { ...backend, store: createDrizzleStore(backend.db, { sessions: mysql.sessionTable }) };
}

const WAITS_IN_INNODB = `select t.trx_id from information_schema.innodb_trx t join information_schema.processlist p
  on p.id = t.trx_mysql_thread_id where t.trx_state = 'LOCK WAIT' and p.db = database()`;

async function untilBlocked(query: Backend["query"], who: string): Promise<void> {
  // MariaDB updates this view only if it was not read for 100 ms.
  while ((await query(who)).length === 0) await setTimeout(150);
}
