import type { FieldKind, MappedField } from "@sessionkit/core/store";
import type { Column } from "drizzle-orm";

type Encode = MappedField["encode"];

const same: Encode = (value) => value;

/** The encoder for each kind of member, by the type of the column. Custom types receive the member unchanged. */
const ENCODERS: Record<FieldKind, Record<string, Encode>> = {
  text: { text: same },
  // Every database accepts a numeric key as text.
  key: { text: same, integer: same },
  nullable: { text: same },
  integer: { integer: same },
  timestamp: { date: same, integer: (value) => (value as Date).getTime() },
  boolean: { boolean: same, integer: Number },
  json: { json: same, text: (value) => JSON.stringify(value) },
};

/** Returns `undefined` if the column cannot hold members of this kind. */
export function encoderFor(kind: FieldKind, column: Column): Encode | undefined {
  const type = typeOf(column);
  if (type === "custom") return same;
  return type === undefined ? undefined : ENCODERS[kind][type];
}

/** Returns the column types that can hold members of this kind, for error messages. */
export function columnTypesFor(kind: FieldKind): string {
  return Object.keys(ENCODERS[kind]).join(" or ");
}

/** Drizzle 0.45 has the types `json`, `date` and `number`; 1.0 has `object json`, `object date` and `number int53`. */
function typeOf(column: Column): string | undefined {
  const type: string = column.dataType;
  if (type === "custom") return type;
  if (/^(object )?json$/.test(type)) return "json";
  if (/^(object )?date$/.test(type)) return "date";
  if (/^boolean/.test(type)) return "boolean";
  if (/^number/.test(type)) return "integer";
  if (/^string/.test(type)) return "text";
  return undefined;
}
