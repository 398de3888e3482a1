import { buildActivity, buildRecord, buildRevocation, type OwnedRecord } from "@sessionkit/testing";
import type { Table } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Database } from "../src/database/database.ts";
import { createDrizzleStore } from "../src/store/create-drizzle-store.ts";
import type { Backend, Statement } from "./backend.ts";
import type { BackendTables } from "./describe-backend.ts";
import { everyVerb, type FullStore } from "./every-verb.ts";
import { mysqlTables } from "./mysql-tables.ts";
import { openLibsql } from "./open-libsql.ts";
import { openMysql2 } from "./open-mysql2.ts";
import { openNodePostgres } from "./open-node-postgres.ts";
import { pgTables } from "./pg-tables.ts";
import { sqliteTables } from "./sqlite-tables.ts";

type Watched = Backend & { readonly statements: Statement[] };

interface Subject {
  readonly tables: BackendTables;
  readonly open: () => Promise<Watched>;
  /** Matches steps of a plan that read or sort a whole table. */
  readonly explain: string;
  readonly scan: RegExp;
}

const subjects: Record<string, Subject> = {
  sqlite: {
    tables: sqliteTables,
    open: openLibsql,
    explain: "explain query plan",
    scan: /\bSCAN\b|TEMP B-TREE/,
  },
  pg: { tables: pgTables, open: openNodePostgres, explain: "explain", scan: /Seq Scan/ },
  mysql: {
    tables: mysqlTables,
    open: openMysql2,
    explain: "explain",
    scan: /"type":"(ALL|index)"|filesort/,
  },
};

/** Enough rows for a planner to use an index. */
const SESSIONS = 2_000;
const OTHERS = 2;

describe.each(Object.entries(subjects))("on %s", (dialect, { tables, open, explain, scan }) => {
  const record = buildRecord();
  /** Exists, with its user: MySQL plans with existing rows. */
  const kept = buildRecord();
  let backend: Watched;
  let store: FullStore;

  beforeAll(async () => {
    backend = await open();
    for (const statement of tables.statements) await backend.query(statement);
    const { statements: _, missing: __, ...options } = tables;
    store = (createDrizzleStore as (...args: unknown[]) => unknown)(
      backend.db,
      options,
    ) as FullStore;
    await fill(backend.db as unknown as Database, tables, [
      ...Array.from({ length: OTHERS }, () => buildRecord({ userId: record.userId })),
      kept,
      ...Array.from({ length: SESSIONS }, () => buildRecord()),
    ]);
    await backend.query(
      dialect === "mysql"
        ? "analyze table session, session_activity, session_revocation, user"
        : "analyze",
    );
  });
  afterAll(() => backend.close());
  beforeEach(() => {
    backend.statements.length = 0;
  });

  it.each(everyVerb(record, OTHERS))(
    "$name sends the minimum number of statements and no transaction",
    async (verb) => {
      const transaction = vi.spyOn(backend.db as unknown as { transaction(): void }, "transaction");
      await verb.call(store);
      expect(transaction).not.toHaveBeenCalled();
      const { statements, onMysql = statements } = verb;
      expect(backend.statements).toHaveLength(dialect === "mysql" ? onMysql : statements);
    },
  );

  it.each(
    everyVerb(kept, 0).filter(({ name }) => !/^(insert|record|publishRevocation)$/.test(name)),
  )("$name reads no whole table", async ({ call }) => {
    await call(store);
    const sent = [...backend.statements];
    expect(sent.length).toBeGreaterThan(0);
    for (const { sql, params } of sent) {
      const plan = await backend.query(`${explain} ${sql}`, params);
      expect(plan.length).toBeGreaterThan(0);
      expect(plan.map((step) => JSON.stringify(step)).filter((step) => scan.test(step))).toEqual(
        [],
      );
    }
  });

  it("sends no query for a limit of 0 or less", async () => {
    expect(await store.deleteExpired(new Date(), 0)).toBe(0);
    expect(await store.deleteExpired(new Date(), -1)).toBe(0);
    expect(await store.deleteBefore(new Date(), -1)).toBe(0);
    expect(await store.deleteRevocations(new Date(), -1)).toBe(0);
    expect(await store.listByUser(record.userId, -1)).toEqual([]);
    expect(backend.statements).toEqual([]);
  });
});

/** Inserts the sessions, each with a user and an activity entry. */
async function fill(db: Database, tables: BackendTables, records: OwnedRecord[]): Promise<void> {
  const insert = async (table: object, rows: object[]) => {
    for (let i = 0; i < rows.length; i += 500) {
      await db.insert(table as Table).values(rows.slice(i, i + 500) as never);
    }
  };
  const users = new Set(records.map(({ userId }) => userId));
  await insert(tables.sessions, records);
  await insert(
    tables.activity,
    records.map(({ userId }) => buildActivity({ userId })),
  );
  await insert(
    tables.revocations,
    records.map((_, i) => ({ ...buildRevocation(), publishedAt: i })),
  );
  await insert(
    tables.users,
    Array.from(users, (id) => ({
      id,
      name: "Ada",
      settings: { dark: true },
      joinedAt: new Date(0),
    })),
  );
}
