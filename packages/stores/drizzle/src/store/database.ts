import type { Column, SQL, Table } from "drizzle-orm";

/** A Drizzle database of any driver, by what this package calls. */
export interface DrizzleDatabase {
  readonly select: (...args: never[]) => unknown;
  readonly insert: (...args: never[]) => unknown;
  readonly update: (...args: never[]) => unknown;
  readonly delete: (...args: never[]) => unknown;
}

/** A Drizzle table of any dialect, by what this package reads of its type. */
export interface DrizzleTable {
  readonly $inferSelect: object;
}

/** Values or columns by the names of a record's members, or of a table's columns. */
export type Row = Record<string, unknown>;
export type Columns = Record<string, Column>;

/** Where statements go, and how. */
export interface Connection {
  readonly db: Database;
  /** Runs one statement. */
  readonly run: <Answer>(statement: () => PromiseLike<Answer>) => Promise<Answer>;
  /** A query by id that is built once, at its first call. */
  readonly prepare: (build: (id: unknown) => Select) => (id: string) => PromiseLike<Row[]>;
}

/** The part of Drizzle's query builders that all dialects have. */
export interface Database {
  select(fields: Record<string, Column | Columns>): { from(table: Table): Select };
  insert(table: Table): { values(row: Row): Insert };
  update(table: Table): { set(row: Row): { where(condition: SQL | undefined): Write } };
  delete(table: Table): { where(condition: SQL | undefined): Write };
}

interface Select extends PromiseLike<Row[]> {
  leftJoin(table: Table, on: SQL): Select;
  where(condition: SQL | undefined): Select;
  orderBy(...order: SQL[]): Select;
  limit(count: number): Select;
  /** Off: an application's query cache would answer with sessions that were ended. */
  $withCache(config: false): Select;
  prepare(name: string): Prepared;
  toSQL(): { readonly sql: string };
}

export interface Prepared {
  execute(values: Row): PromiseLike<Row[]>;
}

export interface Insert extends PromiseLike<unknown> {
  onConflictDoNothing(config: { target: Column }): PromiseLike<unknown>;
}

export interface Write extends PromiseLike<unknown> {
  /** Where the dialect has it: not on MySQL. */
  returning(fields: Columns): PromiseLike<Row[]>;
  /** Of a DELETE on MySQL. */
  limit(count: number): Write;
}
