import { getTableConfig } from "drizzle-orm/pg-core";
import { createTable } from "../tables/create-table.ts";
import { tableDdl } from "../tables/table-ddl.ts";
import type { ActivityTable } from "./activity-table.ts";
import type { SessionTable } from "./session-table.ts";

/**
 * `CREATE … IF NOT EXISTS` of these tables, their indexes and their schemas, one statement each, for a database that
 * is made on the spot: a demo, a test. Use Drizzle's migrations for any other.
 */
export function createTableStatements(...tables: (SessionTable | ActivityTable)[]): string[] {
  const ddl = tables.map((table) => tableDdl(getTableConfig(table), '"'));
  const schemas = new Set(ddl.flatMap(({ schema }) => schema ?? []));
  return [
    ...Array.from(schemas, (schema) => `CREATE SCHEMA IF NOT EXISTS ${schema};`),
    ...ddl.flatMap((table) => [
      createTable(table),
      ...table.indexes.map(
        ({ name, columns }) =>
          `CREATE INDEX IF NOT EXISTS ${name} ON ${table.name} USING btree ${columns};`,
      ),
    ]),
  ];
}
