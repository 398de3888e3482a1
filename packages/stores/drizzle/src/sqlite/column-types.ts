import type { SQLiteColumn, SQLiteTableWithColumns } from "drizzle-orm/sqlite-core";

/**
 * Drizzle's own types of a table, written out: declarations are not inferred here, and these hold for 0.45 and for
 * 1.0, whose inferred types differ.
 */
export type TableOf<Columns extends Record<string, SQLiteColumn>> = SQLiteTableWithColumns<{
  name: string;
  schema: undefined;
  columns: Columns;
  dialect: "sqlite";
  isAlias: false;
}>;

export type Key = ColumnOf<string, string, true, true>;
export type Text<Data extends string = string> = ColumnOf<Data, string>;
export type NullableText = ColumnOf<string, string, false>;
export type Whole = ColumnOf<number, number>;
export type Moment = ColumnOf<Date, number>;
export type Flag = ColumnOf<boolean, number>;
export type JsonOf<Data> = ColumnOf<Data, string>;

type ColumnOf<
  Data,
  DriverParam,
  NotNull extends boolean = true,
  Primary extends boolean = false,
> = SQLiteColumn<{
  name: string;
  tableName: string;
  dataType: DataType<Data>;
  columnType: string;
  data: Data;
  driverParam: DriverParam;
  notNull: NotNull;
  hasDefault: false;
  isPrimaryKey: Primary;
  isAutoincrement: false;
  hasRuntimeDefault: false;
  enumValues: undefined;
  baseColumn: never;
  identity: undefined;
  generated: undefined;
}>;

type DataType<Data> = Data extends Date
  ? "date"
  : Data extends string
    ? "string"
    : Data extends number
      ? "number"
      : Data extends boolean
        ? "boolean"
        : "json";
