import type { PgColumn, PgDatabase, PgQueryResultHKT, PgSelect } from "drizzle-orm/pg-core";

/** A Drizzle database of any driver: the methods that this package calls. */
export type DrizzleDatabase = Readonly<
  Record<"select" | "insert" | "update" | "delete", (...args: never[]) => unknown>
>;

/** A Drizzle table of any dialect: the part that this package reads of its type. */
export interface DrizzleTable {
  readonly $inferSelect: object;
}

/**
 * Databases of all dialects have the query builders of this type that are used here, except `returning` and
 * `onConflictDoNothing`, which MySQL does not have. Drizzle has no common type for them.
 */
export type Database = PgDatabase<PgQueryResultHKT>;
export type Select = Pick<PgSelect, "prepare" | "toSQL"> & PromiseLike<Row[]>;

/** Values or columns by name. */
export type Row = Record<string, unknown>;
export type Columns = Record<string, PgColumn>;
