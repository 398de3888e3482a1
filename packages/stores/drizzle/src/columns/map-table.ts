import type { FieldKind, Fields } from "@sessionkit/core/store";
import { type Column, getTableColumns, type Table } from "drizzle-orm";
import type { Dialect } from "../dialects/dialect.ts";
import type { Columns, Row } from "../store/database.ts";
import { checkColumn } from "./check-column.ts";
import { checkTable } from "./check-table.ts";
import type { Codec } from "./codec.ts";

/** A table in terms of a record's members, whatever its columns are called and however they hold them. */
export interface MappedTable<Entry extends object> {
  readonly table: Table;
  /** By member; what a SELECT asks for. */
  readonly columns: { readonly [Member in keyof Entry]: Column } & Columns;
  /** A member's value as its column takes it, to compare with. */
  encode<Member extends keyof Entry & string>(member: Member, value: Entry[Member]): unknown;
  /** What INSERT and UPDATE take. What is no member, or undefined, is left out. */
  toRow(values: Partial<Entry>): Row;
  /** The record of a row that was selected by `columns`. Throws for a row that cannot be one. */
  fromRow(row: Row): Entry;
}

interface Place {
  readonly member: string;
  /** What the table calls the column in TypeScript. */
  readonly property: string;
  readonly column: Column;
  readonly codec: Codec;
}

/** Throws `SessionConfigError`, naming a path below `option`, where the table cannot hold the records. */
export function mapTable<Entry extends object>(
  option: string,
  table: Table,
  names: Readonly<Record<string, string | undefined>>,
  fields: Fields<Entry>,
  dialect: Dialect,
): MappedTable<Entry> {
  const available: Columns = getTableColumns(table);
  const places = Object.entries<FieldKind>(fields).map(([member, kind]): Place => {
    const property = names[member] ?? member;
    const { column, codec } = checkColumn({ option, member, property, kind, available, dialect });
    return { member, property, column, codec };
  });
  checkTable({ option, table, names, places, available });
  const codecs = new Map(places.map(({ member, codec }) => [member, codec]));

  return {
    table,
    columns: Object.fromEntries(
      places.map(({ member, column }) => [member, column]),
    ) as MappedTable<Entry>["columns"],
    encode: (member, value) => codecs.get(member)?.encode(value),
    toRow: (values) => toRow(places, values as Row),
    fromRow: (row) =>
      Object.fromEntries(
        places.map(({ member, codec }) => [member, codec.decode(row[member])]),
      ) as Entry,
  };
}

function toRow(places: readonly Place[], values: Row): Row {
  const row: Row = {};
  for (const { member, property, codec } of places) {
    const value = values[member];
    if (value !== undefined) row[property] = value === null ? null : codec.encode(value);
  }
  return row;
}
