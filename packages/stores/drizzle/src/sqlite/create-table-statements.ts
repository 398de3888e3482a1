import { getTableConfig } from "drizzle-orm/sqlite-core";
import { createTable } from "../tables/create-table.ts";
import { tableDdl } from "../tables/table-ddl.ts";
import type { ActivityTable } from "./activity-table.ts";
import type { SessionTable } from "./session-table.ts";

/**
 * `CREATE … IF NOT EXISTS` of these tables and their indexes, one statement each, for a database that is made on the
 * spot: a demo, a test. Use Drizzle's migrations for any other.
 */
export function createTableStatements(...tables: (SessionTable | ActivityTable)[]): string[] {
  return tables.flatMap((one) => {
    const table = tableDdl(getTableConfig(one), "`");
    const indexes = table.indexes.map(
      ({ name, columns }) => `CREATE INDEX IF NOT EXISTS ${name} ON ${table.name} ${columns};`,
    );
    return [createTable(table), ...indexes];
  });
}
