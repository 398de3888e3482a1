import { setTimeout } from "node:timers/promises";
import { buildRecord } from "@sessionkit/testing";
import { expect, it, onTestFinished } from "vitest";
import * as mysql from "../mysql.ts";
import * as pg from "../pg.ts";
import { createDrizzleStore } from "../store/create-drizzle-store.ts";
import { type Mysql2, openMysql2 } from "./open-mysql2.ts";
import { openNodePostgres } from "./open-node-postgres.ts";

it("runs a statement again that MariaDB gave up to end a deadlock", async () => {
  const backend = await openMysql2();
  onTestFinished(() => backend.close());
  for (const sql of mysql.createTableStatements(mysql.sessionTable)) await backend.query(sql);
  const store = createDrizzleStore(backend.db, { sessions: mysql.sessionTable });
  // In the order in which they are locked, by whatever index.
  const expired = (day: number) =>
    buildRecord({ id: `-${day}`, idleExpiresAt: new Date(Date.UTC(2020, 0, day)) });
  const [first, second] = [expired(1), expired(2)];
  const bystanders = Array.from({ length: 20 }, (_, i) => buildRecord({ id: `z${i}` }));
  for (const record of [first, second, ...bystanders]) await store.insert(record);

  const rival = await backend.pool.getConnection();
  const change = ({ id }: { id: string }) =>
    rival.query("update session set ip = null where id = ?", [id]);
  await rival.query("start transaction");
  // Who has changed least is given up.
  for (const record of bystanders) await change(record);
  await change(second);
  const removed = store.deleteExpired(new Date(Date.UTC(2021, 0, 1)), 10);
  await untilSomeoneWaits(backend);
  await change(first);
  await rival.query("commit");
  rival.release();
  expect(await removed).toBe(2);
});

it("leaves it to a transaction to run itself again", async () => {
  const options = "-c default_transaction_isolation=serializable";
  const backend = await openNodePostgres({ options });
  onTestFinished(() => backend.close());
  for (const sql of pg.createTableStatements(pg.sessionTable)) await backend.query(sql);
  const store = createDrizzleStore(backend.db, { sessions: pg.sessionTable });
  const record = buildRecord();
  await store.insert(record);
  const failure = backend.db.transaction(async (transaction) => {
    const inside = createDrizzleStore(transaction, { sessions: pg.sessionTable });
    await inside.find(record.id);
    await store.update(record.id, 1, { ip: null });
    await inside.update(record.id, 1, { remember: false });
  });
  await expect(failure).rejects.toMatchObject({ code: "session_store", cause: { code: "40001" } });
  expect(await store.find(record.id)).toEqual({ ...record, ip: null, version: 2 });
});

async function untilSomeoneWaits({ query }: Mysql2): Promise<void> {
  const waiting = `select t.trx_id from information_schema.innodb_trx t join information_schema.processlist p
    on p.id = t.trx_mysql_thread_id where t.trx_state = 'LOCK WAIT' and p.db = database()`;
  // The view is a copy that is made anew only where nobody has read it for 100 ms.
  while ((await query(waiting)).length === 0) await setTimeout(150);
}
