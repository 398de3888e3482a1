import { inspect } from "node:util";
import type { ActivityLog, RevocationFeed, SessionStore, UserJoin } from "@sessionkit/core";
import {
  buildRecord,
  describeActivityLog,
  describeRevocationFeed,
  describeStore,
  describeUserJoin,
} from "@sessionkit/testing";
import type { Table } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database, DrizzleDatabase, DrizzleTable } from "../src/database/database.ts";
import { createDrizzleStore } from "../src/store/create-drizzle-store.ts";
import type { Backend } from "./backend.ts";

/** A user in the tests of every dialect. */
interface User {
  readonly id: string;
  readonly name: string;
  readonly role: string | null;
  readonly settings: { readonly dark: boolean };
  readonly joinedAt: Date;
}

interface UserTable extends DrizzleTable {
  readonly $inferSelect: User;
}

/** The tables of a dialect, as in an application. */
export interface BackendTables {
  readonly sessions: DrizzleTable;
  readonly activity: DrizzleTable;
  readonly revocations: DrizzleTable;
  readonly users: UserTable;
  /** The statements that create them. */
  readonly statements: readonly string[];
  /** Tables that are never created. */
  readonly missing: Pick<BackendTables, "sessions" | "activity" | "revocations">;
}

/** Runs all store contracts on one new database. */
export function describeBackend(
  name: string,
  { statements, missing, ...tables }: BackendTables,
  open: () => Promise<Backend>,
): void {
  let backend: Backend;
  beforeAll(async () => {
    backend = await open();
    for (const statement of statements) await backend.query(statement);
  });
  afterAll(() => backend.close());

  const createStore = () => openStore(backend.db, tables);
  const createPeer = () => openStore(backend.reconnect(), tables);
  const createBrokenStore = () => openStore(backend.db, { ...tables, ...missing });
  describeStore(name, createStore, { createPeer, createBrokenStore });
  describeActivityLog(name, createStore, { createBrokenStore });
  describeRevocationFeed(name, createStore, { createPeer, createBrokenStore });
  let users = 0;
  describeUserJoin<User>(
    name,
    () => ({
      store: createStore(),
      async insertUser() {
        const user: User = {
          id: `user-${++users}`,
          name: "Ada 👩‍💻",
          role: null,
          settings: { dark: true },
          joinedAt: new Date("2026-01-01T00:00:00.000Z"),
        };
        const db = backend.db as unknown as Database;
        await db.insert(tables.users as unknown as Table).values({ ...user });
        return { id: user.id, user };
      },
    }),
    { createBrokenStore },
  );

  it(`preserves data that is nested 100 levels deep with ${name}`, async () => {
    const data = JSON.parse(`${'{"a":'.repeat(100)}1${"}".repeat(100)}`);
    const store = createStore();
    const record = buildRecord({ data });
    await store.insert(record);
    expect(await store.find(record.id)).toEqual(record);
  });

  it(`rejects without values of the session if ${name} fails`, async () => {
    const store = createStore();
    const record = buildRecord({ userAgent: "private" });
    await store.insert(record);
    const errors = [record, { ...record, generation: null as unknown as number }].map(
      async (one) => {
        const error: unknown = await store.insert(one).catch((reason: unknown) => reason);
        expect(error).toMatchObject({ code: "session_store", cause: expect.any(Error) });
        return inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true });
      },
    );
    for (const text of await Promise.all(errors)) {
      const { id, userId, secretHash, ip } = record;
      for (const value of [id, userId, secretHash, ip, "private"])
        expect(text).not.toContain(value);
    }
  });
}

type FullStore = SessionStore & ActivityLog & RevocationFeed & UserJoin<User>;

/** The types of the tables depend on the dialect, so the columns are not checked here. */
const openStore = (db: DrizzleDatabase, tables: object): FullStore =>
  (createDrizzleStore as (db: unknown, tables: object) => unknown)(db, tables) as FullStore;
