import type { RowMapper } from "@sessionkit/core/store";
import type { Column, SQL, Table } from "drizzle-orm";

/** A Drizzle database of any driver: the methods that this package calls. */
export interface DrizzleDatabase {
  readonly select: (...args: never[]) => unknown;
  readonly insert: (...args: never[]) => unknown;
  readonly update: (...args: never[]) => unknown;
  readonly delete: (...args: never[]) => unknown;
}

/** A Drizzle table of any dialect: the part that this package reads of its type. */
export interface DrizzleTable {
  readonly $inferSelect: object;
}

/** Values or columns by name. */
export type Row = Record<string, unknown>;
export type Columns = Record<string, Column>;

/** A table with its columns mapped to the members of a record. */
export interface MappedTable<Entry extends object> extends RowMapper<Entry> {
  readonly table: Table;
  /** The columns by member. */
  readonly columns: { readonly [Member in keyof Entry]: Column };
  /** The columns by name, for SELECT. */
  readonly selection: Columns;
}

/** The part of Drizzle's query builders that all dialects have. */
export interface Database {
  select(fields: Record<string, Column | Columns>): { from(table: Table): Select };
  insert(table: Table): { values(row: Row): Insert };
  update(table: Table): { set(row: Row): { where(condition: SQL | undefined): Write } };
  delete(table: Table): { where(condition: SQL | undefined): Write };
}

export interface Select extends PromiseLike<Row[]> {
  leftJoin(table: Table, on: SQL): Select;
  where(condition: SQL | undefined): Select;
  orderBy(...order: SQL[]): Select;
  limit(count: number): Select;
  /** Always false: a query cache of the application would return sessions that were ended. */
  $withCache(config: false): Select;
  prepare(name: string): { execute(values: Row): PromiseLike<Row[]> };
  toSQL(): { readonly sql: string };
}

interface Insert extends PromiseLike<unknown> {
  onConflictDoNothing(config: { target: Column }): PromiseLike<unknown>;
  /** Not available on MySQL. */
  returning(fields: Readonly<Record<string, SQL>>): PromiseLike<unknown>;
}

export interface Write extends PromiseLike<unknown> {
  /** Not available on MySQL. */
  returning(fields: Columns): PromiseLike<Row[]>;
  /** For a DELETE on MySQL. */
  limit(count: number): Write;
}
