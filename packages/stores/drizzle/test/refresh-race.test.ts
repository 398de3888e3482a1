import { describeRefreshRace } from "@sessionkit/testing";
import { afterAll, beforeAll, describe } from "vitest";
import type { Backend } from "./backend.ts";
import type { BackendTables } from "./describe-backend.ts";
import { mysqlTables } from "./mysql-tables.ts";
import { openLibsql } from "./open-libsql.ts";
import { openMysql2 } from "./open-mysql2.ts";
import { openNodePostgres } from "./open-node-postgres.ts";
import { openPostgresJs } from "./open-postgres-js.ts";
import { pgTables } from "./pg-tables.ts";
import { sqliteTables } from "./sqlite-tables.ts";

const drivers: [string, BackendTables, () => Promise<Backend & { readonly url: string }>][] = [
  ["node-postgres", pgTables, () => openNodePostgres()],
  ["postgres.js", pgTables, () => openPostgresJs()],
  ["mysql2", mysqlTables, () => openMysql2()],
  ["libsql", sqliteTables, () => openLibsql()],
];

describe.each(drivers)("two processes with %s", (driver, tables, open) => {
  let backend: Backend & { readonly url: string };
  beforeAll(async () => {
    backend = await open();
    for (const statement of tables.statements) await backend.query(statement);
  });
  afterAll(() => backend.close());

  describeRefreshRace(driver, {
    module: new URL("./racing-store.ts", import.meta.url),
    nodeArgs: ["--import", import.meta.resolve("tsx")],
    env: () => ({ RACE_DRIVER: driver, RACE_URL: backend.url }),
  });
});
