import { SessionConfigError } from "@sessionkit/core";
import type { FieldKind, MappedField, NamedField } from "@sessionkit/core/store";
import type { Table } from "drizzle-orm";
import type { Columns } from "../database/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { fitOrProblem } from "./fit-column.ts";

type Encode = MappedField["encode"];

const same: Encode = (value) => value;
/** For a column of user ids that forbids null: the table has no sessions of guests. */
const unlessNull: Encode = (value) => value ?? undefined;

/** The encoder for each kind of member, by the type of the column. Custom types receive the member unchanged. */
const ENCODERS: Record<FieldKind, Record<string, Encode>> = {
  text: { text: same },
  // Every database accepts a numeric key as text.
  key: { text: same, integer: same },
  owner: { text: same, integer: same },
  nullable: { text: same },
  integer: { integer: same },
  milliseconds: { integer: same },
  timestamp: { date: same, integer: (value) => (value as Date).getTime() },
  boolean: { boolean: same, integer: Number },
  json: { json: same, text: (value) => JSON.stringify(value) },
};

const NAMES: Readonly<Record<string, string>> = { number: "integer", string: "text" };

/** Throws `SessionConfigError` if the column is missing, or cannot hold members of this kind. */
export function findEncoder(field: NamedField, columns: Columns, dialect: Dialect): Encode {
  const encode = encoderOrProblem(field, columns, dialect);
  if (typeof encode === "string") throw new SessionConfigError(field.path, encode);
  return encode;
}

function encoderOrProblem(
  { member, kind, name }: NamedField,
  columns: Columns,
  dialect: Dialect,
): Encode | string {
  const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (!column)
    return `the table has no column ${JSON.stringify(name)}. Add it, or map another column: { table, columns: { ${member}: "…" } }. Its columns: ${Object.keys(columns).join(", ")}.`;
  // Drizzle 0.45 has the types `json`, `date` and `number`; 1.0 has `object json`, `object date` and `number int53`.
  const [type = ""] =
    /(?<=^(?:object )?)(?:json|date)$|^custom$|^(?:boolean|number|string)/.exec(column.dataType) ??
    [];
  const encode = type === "custom" ? same : ENCODERS[kind][NAMES[type] ?? type];
  if (!encode)
    return `the column ${JSON.stringify(name)} has the Drizzle type ${JSON.stringify(column.dataType)}, expected ${Object.keys(ENCODERS[kind]).join(" or ")}.`;
  if (kind === "timestamp" && !dialect.canHoldTimestamps(column))
    return `the column ${JSON.stringify(name)} does not preserve milliseconds, or dates until the year 9999. Use ${dialect.timestampColumn}.`;
  if (kind === "milliseconds" && !dialect.canHoldTimestamps(column))
    return `the column ${JSON.stringify(name)} is too small for milliseconds since 1970. Use bigint("…", { mode: "number" }).`;
  if (kind === "nullable" && column.notNull)
    return `the column ${JSON.stringify(name)} must allow null, because the value may be unknown. Remove .notNull().`;
  return fitOrProblem(
    member,
    column,
    kind === "owner" && column.notNull ? unlessNull : encode,
    dialect,
  );
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
  if (!id || id.primary || id.isUnique || hasConstraints(table)) return;
  throw new SessionConfigError(
    `${option}.columns.id`,
    "the column must be unique. Add .primaryKey() or .unique().",
  );
}

/** Whether the table has named or composite constraints. Drizzle returns them from a callback, not with the columns. */
function hasConstraints(table: Table): boolean {
  return Boolean(Reflect.get(table, Symbol.for("drizzle:ExtraConfigBuilder")));
}
