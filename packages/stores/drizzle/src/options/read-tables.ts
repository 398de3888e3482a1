import { SessionConfigError } from "@sessionkit/core";
import {
  createRowMapper,
  describeType,
  type Fields,
  type MappedField,
  mapFields,
} from "@sessionkit/core/store";
import { getTableColumns, is, Table } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { findEncoder } from "../columns/find-encoder.ts";
import type { Columns } from "../database/database.ts";
import {
  type Connection,
  checkDialect,
  type Dialect,
  type RecordTable,
} from "../database/dialect.ts";

/** Reads a table option: a table or `{ table, columns }`. Throws `SessionConfigError` if it cannot hold the records. */
export function readRecordTable<Entry extends object>(
  option: string,
  value: unknown,
  members: Fields<Entry>,
  connection: Connection,
): RecordTable<Entry> {
  const { dialect } = connection;
  const { table, columns: names = {} } = readTable(option, value, dialect);
  const existing: Columns = getTableColumns(table);
  const fields = mapFields(`${option}.columns`, "column", members, names, (field) =>
    findEncoder(field, existing, dialect),
  );
  checkColumns(option, table, fields);
  const pick = (key: "member" | "name") =>
    Object.fromEntries(fields.map((field) => [field[key], existing[field.name]])) as never;
  const columns = { columns: pick("member"), selection: pick("name") };
  const mapped = { ...connection, ...createRowMapper<Entry>(fields), ...columns, table };
  return { ...mapped, ...dialect.createWrites(mapped as never) };
}

/** The value of an option that is a table, or an object with a table and more. */
interface TableOption {
  readonly table: PgTable;
  readonly columns?: Readonly<Record<string, string | undefined>>;
  readonly id?: string;
}

/** Throws `SessionConfigError` if there is no table, or one of another dialect. */
export function readTable(option: string, value: unknown, dialect?: Dialect): TableOption {
  const given = (is(value, Table) ? { table: value } : Object(value)) as TableOption;
  if (!is(given.table, Table)) {
    throw new SessionConfigError(
      option,
      `expected a Drizzle table, or { table, … }, got ${describeType(value)}. Import your own table, or one of @sessionkit/drizzle/pg, /mysql or /sqlite.`,
    );
  }
  if (dialect) checkDialect(option, given.table, dialect);
  return given;
}

/** Throws `SessionConfigError` if another column is required, or if the ids are not unique. */
function checkColumns(option: string, table: Table, fields: readonly MappedField[]): void {
  const columns: Columns = getTableColumns(table as PgTable);
  const names = new Set(fields.map(({ name }) => name));
  for (const [name, column] of Object.entries(columns)) {
    if (names.has(name) || !column.notNull || column.hasDefault || column.generated) continue;
    throw new SessionConfigError(
      `${option}.${name}`,
      "the column is required, and the store does not fill it. Add a default, or allow null.",
    );
  }
  const id = columns[fields.find(({ member }) => member === "id")?.name ?? ""];
  // Named and composite constraints are not with the columns: Drizzle returns them from a callback of the table.
  const hasConstraints = Boolean(Reflect.get(table, Symbol.for("drizzle:ExtraConfigBuilder")));
  if (!id || id.primary || id.isUnique || hasConstraints) return;
  throw new SessionConfigError(
    `${option}.columns.id`,
    "the column must be unique. Add .primaryKey() or .unique().",
  );
}
