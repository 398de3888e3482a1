import type { DrizzleTable } from "../store/database.ts";

/** The names under which a table's columns are known in TypeScript. */
export type ColumnName<Table extends DrizzleTable> = keyof Table["$inferSelect"] & string;

/** For each member of a record the table's column that holds it; needed only where the names differ. */
export type ColumnMap<Field extends string, Table extends DrizzleTable> = {
  readonly [Name in Exclude<Field, ColumnName<Table>>]: ColumnName<Table>;
} & { readonly [Name in Extract<Field, ColumnName<Table>>]?: ColumnName<Table> };
