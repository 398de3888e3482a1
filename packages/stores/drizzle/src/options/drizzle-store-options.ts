import type {
  ActivityEntry,
  ActivityLog,
  SessionRecord,
  SessionStore,
  UserJoin,
} from "@sessionkit/core";
import type { ColumnMap, ColumnName } from "../columns/column-map.ts";
import type { DrizzleTable } from "../store/database.ts";

/** A table whose columns have other names than a record's members, and which of them holds what. */
interface OwnTable {
  readonly table: DrizzleTable;
  readonly columns?: Readonly<Record<string, string | undefined>>;
}

export interface DrizzleStoreOptions {
  /** `sessionTable` of `@sessionkit/drizzle/pg`, `/mysql` or `/sqlite`, or a table of your own: `{ table, columns }`. */
  readonly sessions: DrizzleTable | OwnTable;
  /** Your users, to find a session and its user in one query; `{ table, id }` where its key is not called `id`. */
  readonly users?: DrizzleTable | { readonly table: DrizzleTable; readonly id: string };
  /** `activityTable` of the same entry, or a table of your own: `{ table, columns }`. */
  readonly activity?: DrizzleTable | OwnTable;
  /**
   * How sessions are looked up. `"prepared"`: built once, and prepared once on each connection where the driver can.
   * `"plain"`: for a pool in between that gives each statement another connection and loses prepared ones (PgBouncer
   * in transaction mode without `max_prepared_statements`). `"prepared"`.
   */
  readonly statements?: "prepared" | "plain";
}

/** What a store can do depends on the tables it is given. */
export type DrizzleStore<Options extends DrizzleStoreOptions> = SessionStore &
  (Options extends { readonly users: infer Users } ? UserJoin<UserOf<Users>> : unknown) &
  (Options extends { readonly activity: object } ? ActivityLog : unknown);

/** Refuses a name that a table does not have, and the lack of one that it must have, where the compiler knows. */
export type CheckedOptions<Options extends DrizzleStoreOptions> = {
  readonly [Name in keyof Options]: Name extends "sessions"
    ? CheckedTable<keyof SessionRecord, Options[Name]>
    : Name extends "activity"
      ? CheckedTable<keyof ActivityEntry, Options[Name]>
      : Name extends "users"
        ? CheckedUsers<Options[Name]>
        : Name extends "statements"
          ? Options[Name]
          : never;
};

type CheckedTable<Field extends string, Option> = Option extends {
  readonly table: infer Table extends DrizzleTable;
}
  ? { readonly table: Table } & MappedColumns<Field, Table>
  : Option extends DrizzleTable
    ? Exclude<Field, ColumnName<Option>> extends never
      ? Option
      : { readonly table: Option; readonly columns: ColumnMap<Field, Option> }
    : Option;

type MappedColumns<Field extends string, Table extends DrizzleTable> =
  Exclude<Field, ColumnName<Table>> extends never
    ? { readonly columns?: ColumnMap<Field, Table> }
    : { readonly columns: ColumnMap<Field, Table> };

type CheckedUsers<Option> = Option extends { readonly table: infer Table extends DrizzleTable }
  ? { readonly table: Table; readonly id: ColumnName<Table> }
  : Option extends DrizzleTable
    ? "id" extends ColumnName<Option>
      ? Option
      : { readonly table: Option; readonly id: ColumnName<Option> }
    : Option;

type UserOf<Option> = Option extends { readonly table: { readonly $inferSelect: infer User } }
  ? User
  : Option extends { readonly $inferSelect: infer User }
    ? User
    : never;
