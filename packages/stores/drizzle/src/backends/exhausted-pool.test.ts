import { randomBytes } from "node:crypto";
import {
  applyToCookieHeader,
  createSessions,
  type SessionRequest,
  type SessionStore,
} from "@sessionkit/core";
import { useMariadb, usePostgres } from "@sessionkit/test-servers";
import { drizzle as drizzleMysql2 } from "drizzle-orm/mysql2";
import { drizzle as drizzlePg } from "drizzle-orm/node-postgres";
import { drizzle as drizzlePostgresJs } from "drizzle-orm/postgres-js";
import mysql from "mysql2/promise";
import pg from "pg";
import postgres from "postgres";
import { expect, it, onTestFinished } from "vitest";
import * as mysqlTables from "../mysql.ts";
import * as pgTables from "../pg.ts";
import { createDrizzleStore } from "../store/create-drizzle-store.ts";

interface SmallPool {
  readonly store: SessionStore;
  /** Takes its only connection; resolves to what gives it back. */
  take(): Promise<() => void>;
}

const createPgTables = pgTables.createTableStatements(pgTables.sessionTable);

const pools: Record<string, () => Promise<SmallPool>> = {
  async "node-postgres"() {
    const { url, close } = await usePostgres();
    const client = new pg.Pool({ connectionString: url, max: 1 });
    client.on("error", () => undefined);
    client.on("connect", (one) => one.on("error", () => undefined));
    onTestFinished(() => client.end().then(close));
    for (const sql of createPgTables) await client.query(sql);
    const db = drizzlePg({ client });
    return {
      store: createDrizzleStore(db, { sessions: pgTables.sessionTable }),
      async take() {
        const taken = await client.connect();
        return () => taken.release();
      },
    };
  },
  async "postgres.js"() {
    const { url, close } = await usePostgres();
    const client = postgres(url, { max: 1 });
    onTestFinished(() => client.end().then(close));
    for (const sql of createPgTables) await client.unsafe(sql);
    const db = drizzlePostgresJs({ client });
    return {
      store: createDrizzleStore(db, { sessions: pgTables.sessionTable }),
      async take() {
        const taken = await client.reserve();
        return () => taken.release();
      },
    };
  },
  async mysql2() {
    const { url, close } = await useMariadb();
    const client = mysql.createPool({ uri: url, connectionLimit: 1 });
    onTestFinished(() => client.end().then(close));
    for (const sql of mysqlTables.createTableStatements(mysqlTables.sessionTable)) {
      await client.query(sql);
    }
    const db = drizzleMysql2({ client });
    return {
      store: createDrizzleStore(db, { sessions: mysqlTables.sessionTable }),
      async take() {
        const taken = await client.getConnection();
        return () => taken.release();
      },
    };
  },
};

it.each(Object.entries(pools))(
  "answers that sessions are unavailable while others hold all connections of %s",
  async (_, open) => {
    const { store, take } = await open();
    const options = {
      strategy: "database",
      store,
      secret: randomBytes(32).toString("base64url"),
      origin: "https://app.example",
    } as const;
    const sessions = createSessions({ ...options, timeout: "1s" });
    const patient = createSessions({ ...options, timeout: "30s" });
    const { cookies } = await patient.create("ada");
    const cookie = applyToCookieHeader(null, cookies);
    const request: SessionRequest = {
      method: "GET",
      header: (name) => (name === "cookie" ? cookie : undefined),
    };

    const giveBack = await take();
    const outcomes = await Promise.all([1, 2, 3].map(() => sessions.resolve(request)));
    expect(outcomes).toEqual(
      outcomes.map(() => expect.objectContaining({ status: "unavailable", cookies: [] })),
    );
    giveBack();
    expect(await patient.resolve(request)).toMatchObject({ status: "authenticated" });
  },
);
