import type { Fields } from "@sessionkit/core/store";
import { type MappedTable, mapTable } from "../columns/map-table.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { checkDialect } from "./check-dialect.ts";
import { tableOption } from "./table-option.ts";

/** A table of records: `table` or `{ table, columns }`. Throws `SessionConfigError` for one that cannot hold them. */
export function readTable<Entry extends object>(
  option: string,
  value: unknown,
  fields: Fields<Entry>,
  dialect: Dialect,
): MappedTable<Entry> {
  const { table, more } = tableOption(option, value);
  checkDialect(option, table, dialect);
  const { columns = {} } = more as { columns?: Readonly<Record<string, string | undefined>> };
  return mapTable(option, table, columns, fields, dialect);
}
