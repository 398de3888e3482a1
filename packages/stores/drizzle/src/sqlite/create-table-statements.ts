import { getTableConfig, type SQLiteColumn, type SQLiteTable } from "drizzle-orm/sqlite-core";
import type { ActivityTable } from "./activity-table.ts";
import type { SessionTable } from "./session-table.ts";

/**
 * `CREATE … IF NOT EXISTS` of these tables and their indexes, one statement each, for a database that is made on the
 * spot: a demo, a test. Use Drizzle's migrations for any other. Only for the tables of this package: constraints
 * and defaults, which they do not have, are left out.
 */
export function createTableStatements(...tables: (SessionTable | ActivityTable)[]): string[] {
  return tables.flatMap(statementsOf);
}

function statementsOf(table: SQLiteTable): string[] {
  const { name, columns, indexes } = getTableConfig(table);
  const lines = columns.map((column) => `\t${definition(column)}`).join(",\n");
  return [
    `CREATE TABLE IF NOT EXISTS ${quoted(name)} (\n${lines}\n);`,
    ...indexes.map(({ config }) => {
      const indexed = config.columns.map((column) => quoted((column as SQLiteColumn).name));
      return `CREATE INDEX IF NOT EXISTS ${quoted(config.name)} ON ${quoted(name)} (${indexed.join(",")});`;
    }),
  ];
}

function definition(column: SQLiteColumn): string {
  const parts = [quoted(column.name), column.getSQLType()];
  if (column.primary) parts.push("PRIMARY KEY");
  if (column.notNull) parts.push("NOT NULL");
  return parts.join(" ");
}

function quoted(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}
