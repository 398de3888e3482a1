import { buildActivity, buildRecord } from "@sessionkit/testing";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { activityTable, sessionTable } from "../sqlite.ts";
import { createDrizzleStore } from "./create-drizzle-store.ts";
import { type TemporaryDatabase, temporaryDatabase } from "./temporary-database.ts";

const userTable = sqliteTable("user", { id: text().primaryKey() });
const tables = { sessions: sessionTable, users: userTable, activity: activityTable };
const now = new Date("2100-01-02T00:00:00.000Z");

let database: TemporaryDatabase;
let store: ReturnType<typeof openStore>;

beforeAll(async () => {
  database = await temporaryDatabase("CREATE TABLE user (id TEXT PRIMARY KEY)");
  store = openStore();
});
beforeEach(() => {
  database.statements.length = 0;
});

type Store = ReturnType<typeof openStore>;
const record = buildRecord();

/** Every verb, and how many statements it may send. */
const verbs: [string, number, (store: Store) => Promise<unknown>][] = [
  ["insert", 1, (store) => store.insert(record)],
  ["find", 1, (store) => store.find(record.id)],
  ["findWithUser", 1, (store) => store.findWithUser(record.id)],
  ["update that succeeds", 1, (store) => store.update(record.id, 1, { ip: null })],
  ["update that conflicts", 2, (store) => store.update(record.id, 1, { ip: null })],
  ["findByUser", 1, (store) => store.findByUser(record.userId, now)],
  ["record", 1, (store) => store.record(buildActivity())],
  ["listByUser", 1, (store) => store.listByUser(record.userId, 10)],
  ["listByUser from a cursor", 1, (store) => store.listByUser(record.userId, 10, buildActivity())],
  ["deleteBefore", 1, (store) => store.deleteBefore(now, 10)],
  ["delete", 1, (store) => store.delete(record.id)],
  ["deleteByUser", 1, (store) => store.deleteByUser(record.userId, "other")],
  ["deleteExpired", 1, (store) => store.deleteExpired(now, 10)],
];

it.each(verbs)("%s sends %i statement(s), never in a transaction", async (_, count, call) => {
  const transaction = vi.spyOn(database.client, "transaction");
  const batch = vi.spyOn(database.client, "batch");
  await call(store);
  expect(database.statements).toHaveLength(count);
  expect(database.statements.join("\n")).not.toMatch(/\b(begin|commit|savepoint)\b/i);
  expect(transaction).not.toHaveBeenCalled();
  expect(batch).not.toHaveBeenCalled();
});

it.each(verbs.filter(([name]) => !/^(insert|record)$/.test(name)))(
  "%s reads no whole table",
  async (_, __, call) => {
    await call(store);
    for (const statement of database.statements) {
      const { rows } = await database.client.execute({
        sql: `EXPLAIN QUERY PLAN ${statement}`,
        args: Array.from(statement.matchAll(/\?/g), () => 1),
      });
      const plan = rows.map((row) => String(row.detail));
      expect(plan.length).toBeGreaterThan(0);
      expect(plan.filter((step) => /\bSCAN\b|TEMP B-TREE/.test(step))).toEqual([]);
    }
  },
);

it("answers nothing without asking where nothing is asked for", async () => {
  expect(await store.deleteExpired(now, 0)).toBe(0);
  expect(await store.deleteExpired(now, -1)).toBe(0);
  expect(await store.deleteBefore(now, -1)).toBe(0);
  expect(await store.listByUser(record.userId, -1)).toEqual([]);
  expect(database.statements).toEqual([]);
});

function openStore() {
  return createDrizzleStore(database.db, tables);
}
