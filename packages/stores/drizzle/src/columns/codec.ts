import type { FieldKind } from "@sessionkit/core/store";
import type { Column } from "drizzle-orm";

/** How a member of a record goes into a column and comes out of it. */
export interface Codec {
  encode(value: unknown): unknown;
  /** Throws for what the member cannot be: a broken row is an error, not a session. */
  decode(value: unknown): unknown;
}

const same = (value: unknown): unknown => value;

/** What a member may be stored as, by the type of the column; columns of a custom type take it as it is. */
const ENCODERS: Record<FieldKind, Record<string, Codec["encode"]>> = {
  text: { text: same },
  // A number of a user table's own key goes in as text, which every database takes, and comes out as text.
  key: { text: same, integer: same },
  nullable: { text: same },
  integer: { integer: same },
  timestamp: { date: same, integer: (value) => (value as Date).getTime() },
  boolean: { boolean: same, integer: Number },
  json: { json: same, text: (value) => JSON.stringify(value) },
};

const DECODERS: Record<FieldKind, Codec["decode"]> = {
  text: decodeText,
  key: decodeText,
  nullable: (value) => (value === null ? null : String(value)),
  integer(value) {
    const number = value === null ? Number.NaN : Number(value);
    return Number.isSafeInteger(number) ? number : broken("a whole number", value);
  },
  timestamp(value) {
    const date =
      value instanceof Date ? value : new Date(value === null ? Number.NaN : Number(value));
    return Number.isNaN(date.getTime()) ? broken("a date", value) : date;
  },
  boolean: (value) => (value === null ? broken("true or false", value) : Boolean(Number(value))),
  json(value) {
    const data: unknown = typeof value === "string" ? JSON.parse(value) : value;
    const isObject = typeof data === "object" && data !== null && !Array.isArray(data);
    return isObject ? data : broken("a JSON object", value);
  },
};

function decodeText(value: unknown): string {
  return value === null ? broken("text", value) : String(value);
}

/** `undefined` where the column cannot hold the member. */
export function codecFor(kind: FieldKind, column: Column): Codec | undefined {
  const type = typeOf(column);
  const encode = type === "custom" ? same : type && ENCODERS[kind][type];
  return encode ? { encode, decode: DECODERS[kind] } : undefined;
}

/** The types of columns that a member of this kind fits into, for messages. */
export function columnTypesFor(kind: FieldKind): string {
  return Object.keys(ENCODERS[kind]).join(" or ");
}

/** Drizzle 0.45 says `json`, `date` and `number` where 1.0 says `object json`, `object date` and `number int53`. */
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

function broken(expected: string, value: unknown): never {
  throw new TypeError(
    `Expected ${expected} in the database, got ${value === null ? "null" : typeof value}.`,
  );
}
