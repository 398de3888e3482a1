import { getTableConfig } from "drizzle-orm/mysql-core";
import { createTable } from "../tables/create-table.ts";
import { tableDdl } from "../tables/table-ddl.ts";
import type { ActivityTable } from "./activity-table.ts";
import type { SessionTable } from "./session-table.ts";

/**
 * `CREATE TABLE IF NOT EXISTS` of these tables with their indexes, one statement each, for a database that is made on
 * the spot: a demo, a test. Use Drizzle's migrations for any other.
 */
export function createTableStatements(...tables: (SessionTable | ActivityTable)[]): string[] {
  return tables.map((one) => {
    const table = tableDdl(getTableConfig(one), "`");
    // Inside the table: MySQL has no CREATE INDEX IF NOT EXISTS.
    const indexes = table.indexes.map(({ name, columns }) => `INDEX ${name} ${columns}`);
    return createTable(table, [...table.columns, ...indexes]);
  });
}
