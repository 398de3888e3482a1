import { SessionConfigError } from "@sessionkit/core";
import type { MappedField, NamedField } from "@sessionkit/core/store";
import type { Column, Table } from "drizzle-orm";
import type { Columns } from "../database/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { columnTypesFor, encoderFor } from "./encoders.ts";
import { fitEncoder } from "./fit-column.ts";

/** Throws `SessionConfigError` if the column is missing, or cannot hold members of this kind. */
export function findEncoder(
  { path, member, kind, name }: NamedField,
  columns: Columns,
  dialect: Dialect,
): MappedField["encode"] {
  const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (!column) {
    throw new SessionConfigError(
      path,
      `the table has no column ${JSON.stringify(name)}. Add it, or map another column: { table, columns: { ${member}: "…" } }. Its columns: ${Object.keys(columns).join(", ")}.`,
    );
  }
  const encode = encoderFor(kind, column);
  if (!encode) {
    throw new SessionConfigError(
      path,
      `the column ${JSON.stringify(name)} has the Drizzle type ${JSON.stringify(column.dataType)}, expected ${columnTypesFor(kind)}.`,
    );
  }
  if (kind === "timestamp" && !dialect.canHoldTimestamps(column)) {
    throw new SessionConfigError(
      path,
      `the column ${JSON.stringify(name)} does not preserve milliseconds, or dates until the year 9999. Use ${dialect.timestampColumn}.`,
    );
  }
  if (kind === "nullable" && column.notNull) {
    throw new SessionConfigError(
      path,
      `the column ${JSON.stringify(name)} must allow null, because the value may be unknown. Remove .notNull().`,
    );
  }
  return fitEncoder(path, member, column, encode, dialect);
}

/** Throws `SessionConfigError` if another column is required, or if the ids are not unique. */
export function checkTable(
  option: string,
  table: Table,
  columns: Columns,
  fields: readonly MappedField[],
): void {
  const names = new Set(fields.map(({ name }) => name));
  for (const [name, column] of Object.entries(columns)) {
    if (names.has(name) || !column.notNull || column.hasDefault || column.generated) continue;
    throw new SessionConfigError(
      `${option}.${name}`,
      "the column is required, and the store does not fill it. Add a default, or allow null.",
    );
  }
  const id = columns[fields.find(({ member }) => member === "id")?.name ?? ""];
  if (id && !isUnique(id) && !hasConstraints(table)) {
    throw new SessionConfigError(
      `${option}.columns.id`,
      "the column must be unique. Add .primaryKey() or .unique().",
    );
  }
}

function isUnique(column: Column): boolean {
  return column.primary || column.isUnique;
}

/** Whether the table has named or composite constraints. Drizzle returns them from a callback, not with the columns. */
function hasConstraints(table: Table): boolean {
  return Boolean(Reflect.get(table, Symbol.for("drizzle:ExtraConfigBuilder")));
}
