import type { TableDdl } from "./table-ddl.ts";

/** As drizzle-kit writes it, but for `IF NOT EXISTS`. `lines` may hold more than columns. */
export function createTable(table: TableDdl, lines: readonly string[] = table.columns): string {
  return `CREATE TABLE IF NOT EXISTS ${table.name} (\n${lines.map((line) => `\t${line}`).join(",\n")}\n);`;
}
