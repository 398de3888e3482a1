import { SessionConfigError } from "@sessionkit/core";
import {
  ACTIVITY_TYPES,
  type FieldKind,
  type MappedField,
  type NamedField,
  TEXT_LENGTHS,
} from "@sessionkit/core/store";
import type { Column } from "drizzle-orm";
import type { Columns } from "../database/database.ts";
import type { Dialect } from "../database/dialect.ts";

type Encode = MappedField["encode"];

const same: Encode = (value) => value;

/** The encoder for each kind of member, by the type of the column. Custom types receive the member unchanged. */
const ENCODERS: Record<FieldKind, Record<string, Encode>> = {
  text: { string: same },
  // Every database accepts a numeric key as text.
  key: { string: same, number: same },
  owner: { string: same, number: same },
  nullable: { string: same },
  integer: { number: same },
  milliseconds: { number: same },
  timestamp: { date: same, number: (value) => (value as Date).getTime() },
  boolean: { boolean: same, number: Number },
  json: { json: same, string: (value) => JSON.stringify(value) },
};

/** Drizzle 0.45 has the types `json`, `date` and `number`; 1.0 has `object json`, `object date` and `number int53`. */
const TYPES = /(?<=^(?:object )?)(?:json|date)$|^custom$|^(?:boolean|number|string)/;

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
  const [type = ""] = TYPES.exec(column.dataType) ?? [];
  const encode = type === "custom" ? same : ENCODERS[kind][type];
  if (!encode)
    return `the column ${JSON.stringify(name)} has the Drizzle type ${JSON.stringify(column.dataType)}, expected ${Object.keys(ENCODERS[kind]).join(" or ")}.`;
  if (kind === "timestamp" && !dialect.canHoldTimestamps(column))
    return `the column ${JSON.stringify(name)} does not preserve milliseconds, or dates until the year 9999. Use ${dialect.timestampColumn}.`;
  if (kind === "milliseconds" && !dialect.canHoldTimestamps(column))
    return `the column ${JSON.stringify(name)} is too small for milliseconds since 1970. Use bigint("…", { mode: "number" }).`;
  if (kind === "nullable" && column.notNull)
    return `the column ${JSON.stringify(name)} must allow null, because the value may be unknown. Remove .notNull().`;
  // A column of user ids that forbids null: the table has no sessions of guests.
  if (kind === "owner" && column.notNull) return (value) => value ?? undefined;
  return fitOrProblem(member, column, encode, dialect);
}

/** Text for display, which may be cut. */
const CUT: readonly string[] = ["userAgent", "label"];

const TEXT = /^(?:tiny|medium|long)?text\b|^citext\b|^(?:var)?(?:char|binary)\b/;

/**
 * Holds a column to the length of its member. A user agent, whose length the client chooses, and a label are cut
 * to fit. Returns the problem of a column that could not hold every id, hash or address: the first sign-in would fail.
 */
function fitOrProblem(
  member: string,
  column: Column,
  encode: Encode,
  dialect: Dialect,
): Encode | string {
  const needed = TEXT_LENGTHS[member];
  if (needed === undefined) return encode;
  const type = column.getSQLType().toLowerCase();
  if (!TEXT.test(type) && column.dataType !== "custom") {
    const values = column.enumValues ?? [];
    const hasTypes = member === "type" && ACTIVITY_TYPES.every((value) => values.includes(value));
    if (hasTypes || (member === "ip" && type === "inet")) return encode;
    return `the column ${JSON.stringify(column.name)} is of the type ${type}, which does not hold any text. Use text, or varchar.`;
  }
  const [, kind = "", digits] = /^(varchar|char|varbinary|binary)\((\d+)\)/.exec(type) ?? [];
  if (digits === undefined) return encode;
  const width = Number(digits);
  if (CUT.includes(member)) return cutTo(width, kind, encode);
  // Postgres fills char up with spaces, and returns them.
  const isPadded = dialect.name === "pg" && kind === "char" && width !== needed;
  if (width >= needed && !isPadded) return encode;
  return `the column ${JSON.stringify(column.name)} is of the type ${type}, and must hold text of up to ${needed} characters as it is. Use varchar(${needed}), or text.`;
}

/** Cuts text between characters: `varchar` counts code points, `varbinary` bytes of UTF-8. */
function cutTo(width: number, kind: string, encode: Encode): Encode {
  const inBytes = kind.endsWith("binary");
  return (value) => {
    if (typeof value !== "string" || value.length * 3 <= width) return encode(value);
    if (!inBytes) return encode(Array.from(value).slice(0, width).join(""));
    const bytes = new TextEncoder().encode(value).subarray(0, width);
    return encode(new TextDecoder().decode(bytes, { stream: true }));
  };
}
