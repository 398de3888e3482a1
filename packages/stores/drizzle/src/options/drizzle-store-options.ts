import type {
  ActivityEntry,
  ActivityLog,
  ListenClient,
  PublishedRevocation,
  RevocationBell,
  RevocationFeed,
  SessionRecord,
  SessionStore,
  UserJoin,
} from "@sessionkit/core/store";
import type { DrizzleTable } from "../database/database.ts";

/** The names of a table's columns in TypeScript. */
type ColumnName<Table extends DrizzleTable> = keyof Table["$inferSelect"] & string;

/** The table's column for each member of a record. Required only for members whose column has another name. */
export type ColumnMap<Field extends string, Table extends DrizzleTable> = {
  readonly [Name in Exclude<Field, ColumnName<Table>>]: ColumnName<Table>;
} & { readonly [Name in Extract<Field, ColumnName<Table>>]?: ColumnName<Table> };

/** A table whose columns have other names than the members of a record. */
interface MappedTableOption {
  readonly table: DrizzleTable;
  readonly columns?: Readonly<Record<string, string | undefined>> | undefined;
}

export interface DrizzleStoreOptions {
  /** `sessionTable` of `@sessionkit/drizzle/pg`, `/mysql` or `/sqlite`; or your own table, as `{ table, columns }`. */
  readonly sessions: DrizzleTable | MappedTableOption;
  /** Your user table, to read a session and its user with one query; `{ table, id }` if its key is not called `id`. */
  readonly users?: DrizzleTable | { readonly table: DrizzleTable; readonly id: string } | undefined;
  /** `activityTable` of the same entry; or your own table, as `{ table, columns }`. */
  readonly activity?: DrizzleTable | MappedTableOption | undefined;
  /** `revocationTable` of the same entry; or your own table, as `{ table, columns }`. */
  readonly revocations?: DrizzleTable | MappedTableOption | undefined;
  /**
   * A connected `Client` of `pg` that is used for nothing else, on Postgres with `revocations`: a revocation then reaches
   * every process within milliseconds. If its connection is lost, revocations are still read by polling.
   */
  readonly listen?: ListenClient | undefined;
  /**
   * How sessions are read. `"prepared"`: the query is built once, and prepared once per connection if the driver supports it.
   * `"plain"`: for a connection pooler without support for prepared statements, such as PgBouncer in transaction mode
   * without `max_prepared_statements`. Default `"prepared"`.
   */
  readonly statements?: "prepared" | "plain" | undefined;
}

/** The store, with `UserJoin`, `ActivityLog`, `RevocationFeed` and `RevocationBell` if there is the option for it. */
export type DrizzleStore<Options extends DrizzleStoreOptions> = SessionStore &
  (Options extends { readonly users: infer Users }
    ? UserJoin<TableOf<Users>["$inferSelect"]>
    : unknown) &
  (Options extends { readonly activity: object } ? ActivityLog : unknown) &
  (Options extends { readonly revocations: object } ? RevocationFeed : unknown) &
  (Options extends { readonly listen: object } ? RevocationBell : unknown);

/** Rejects names that a table does not have, and missing names that it must have. */
export type CheckedOptions<Options extends DrizzleStoreOptions> = {
  readonly [Name in keyof Options]: Checked<Options>[Name & keyof Checked<Options>];
};

interface Checked<Options extends DrizzleStoreOptions> {
  readonly sessions: CheckedTable<keyof SessionRecord, Options["sessions"]>;
  readonly users: CheckedUsers<Options["users"]>;
  readonly activity: CheckedTable<keyof ActivityEntry, Options["activity"]>;
  readonly revocations: CheckedTable<keyof PublishedRevocation, Options["revocations"]>;
  readonly listen: Options["listen"];
  readonly statements: Options["statements"];
}

type TableOf<Option> = Option extends { readonly table: infer Table extends DrizzleTable }
  ? Table
  : Extract<Option, DrizzleTable>;

type CheckedTable<Field extends string, Option> = Option extends DrizzleTable | MappedTableOption
  ? Exclude<Field, ColumnName<TableOf<Option>>> extends never
    ? Option extends DrizzleTable
      ? Option
      : {
          readonly table: TableOf<Option>;
          readonly columns?: ColumnMap<Field, TableOf<Option>> | undefined;
        }
    : { readonly table: TableOf<Option>; readonly columns: ColumnMap<Field, TableOf<Option>> }
  : Option;

type CheckedUsers<Option> = Option extends { readonly $inferSelect: { readonly id: unknown } }
  ? Option
  : Option extends DrizzleTable | MappedTableOption
    ? { readonly table: TableOf<Option>; readonly id: ColumnName<TableOf<Option>> }
    : Option;
