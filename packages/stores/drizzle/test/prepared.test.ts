import { buildRecord } from "@sessionkit/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSessionTable, createTableStatements, sessionTable } from "../src/pg.ts";
import { createDrizzleStore } from "../src/store/create-drizzle-store.ts";
import type { Backend } from "./backend.ts";
import { openNodePostgres } from "./open-node-postgres.ts";
import { openPostgresJs } from "./open-postgres-js.ts";

const otherTable = createSessionTable("other");
const drivers: [string, () => Promise<Backend>][] = [
  ["node-postgres", () => openNodePostgres({ max: 1 })],
  ["postgres.js", () => openPostgresJs({ max: 1 })],
];

describe.each(drivers)("on one connection of %s", (_, open) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await open();
    for (const sql of createTableStatements(sessionTable, otherTable)) await backend.query(sql);
  });
  afterAll(() => backend.close());

  /** The prepared statements of the connection, without the type query of postgres.js. */
  const prepared = () =>
    backend.query(
      "select name from pg_prepared_statements where statement like 'select \"id\"%' order by name",
    );

  it("prepares nothing with plain statements", async () => {
    const store = createDrizzleStore(backend.db, { sessions: sessionTable, statements: "plain" });
    const record = buildRecord();
    await store.insert(record);
    expect(await store.find(record.id)).toEqual(record);
    expect(await store.update(record.id, 9, {})).toBe("conflict");
    expect(await prepared()).toEqual([]);
  });

  it("prepares the query once for all stores of a table", async () => {
    const stores = [1, 2].map(() => createDrizzleStore(backend.db, { sessions: sessionTable }));
    const records = [buildRecord(), buildRecord()];
    for (const [i, store] of stores.entries()) {
      for (const record of i ? [] : records) await store.insert(record);
      for (const record of records) expect(await store.find(record.id)).toEqual(record);
    }
    expect(await prepared()).toHaveLength(1);
  });

  it("prepares separate queries for two tables", async () => {
    const record = buildRecord();
    const store = createDrizzleStore(backend.db, { sessions: sessionTable });
    const other = createDrizzleStore(backend.db, { sessions: otherTable });
    await other.insert(record);
    expect(await store.find(record.id)).toBeNull();
    expect(await other.find(record.id)).toEqual(record);
    expect(await prepared()).toHaveLength(2);
  });
});
