import { createRowMapper, type Fields, mapFields, type RowMapper } from "@sessionkit/core/store";
import { type Column, getTableColumns, type Table } from "drizzle-orm";
import type { Columns } from "../database/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { checkTable, findEncoder } from "./check-columns.ts";

/** A table with its columns mapped to the members of a record. */
export interface MappedTable<Entry extends object> extends RowMapper<Entry> {
  readonly table: Table;
  /** The columns by member. */
  readonly columns: { readonly [Member in keyof Entry]: Column };
  /** The columns by name, for SELECT. */
  readonly selection: Columns;
}

/** Throws `SessionConfigError`, with a path below `option`, if the table cannot hold the records. */
export function mapTable<Entry extends object>(
  option: string,
  table: Table,
  names: Readonly<Record<string, string | undefined>>,
  members: Fields<Entry>,
  dialect: Dialect,
): MappedTable<Entry> {
  const existing: Columns = getTableColumns(table);
  const fields = mapFields(`${option}.columns`, "column", members, names, (field) =>
    findEncoder(field, existing, dialect),
  );
  checkTable(option, table, existing, fields);
  const pick = (key: "member" | "name") =>
    Object.fromEntries(fields.map((field) => [field[key], existing[field.name]]));

  return {
    ...createRowMapper<Entry>(fields),
    table,
    columns: pick("member") as MappedTable<Entry>["columns"],
    selection: pick("name") as Columns,
  };
}
