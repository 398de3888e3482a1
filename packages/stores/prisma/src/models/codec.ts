import type { FieldKind } from "@sessionkit/core/store";
import type { FieldReference } from "../store/delegate.ts";

/** How a member of a record goes into a field and comes out of it. */
export interface Codec {
  /** `undefined` for what the field cannot hold: no row has it. */
  encode(value: unknown): unknown;
  /** Throws for what the member cannot be: a broken row is an error, not a session. */
  decode(value: unknown): unknown;
}

type Encode = Codec["encode"];

/**
 * Whatever is not of a member's type goes nowhere. An object would be an operator to Prisma (`{ not: "" }`), and
 * `undefined` no condition at all: either would find, or delete, the sessions of others.
 */
const text: Encode = (value) => (typeof value === "string" ? value : undefined);
const nullable: Encode = (value) => (value === null ? null : text(value));
const integer: Encode = (value) => (Number.isSafeInteger(value) ? value : undefined);
const big: Encode = (value) => (Number.isSafeInteger(value) ? BigInt(value as number) : undefined);
const date: Encode = (value) =>
  value instanceof Date && !Number.isNaN(value.getTime()) ? value : undefined;
const boolean: Encode = (value) => (typeof value === "boolean" ? value : undefined);
const json: Encode = (value) => (typeof value === "object" && value !== null ? value : undefined);
const lossless: Encode = (value) => (json(value) && !hasProto(value) ? value : undefined);

/** Prisma copies JSON member by member, and the copy of one called `__proto__` is none. */
function hasProto(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, "__proto__") || Object.values(value).some(hasProto);
}

/** Numbers as text only in the one way that they come back: `7`, never `007`. */
const INT32 = 2 ** 31;
const MAX_BIGINT = 2n ** 63n;
const numeral = (value: unknown): bigint | undefined =>
  typeof value === "string" && /^(0|-?[1-9]\d{0,18})$/.test(value) ? BigInt(value) : undefined;
const numeral32: Encode = (value) => {
  const number = Number(numeral(value) ?? Number.NaN);
  return number >= -INT32 && number < INT32 ? number : undefined;
};
const numeral64: Encode = (value) => {
  const number = numeral(value);
  return number !== undefined && number >= -MAX_BIGINT && number < MAX_BIGINT ? number : undefined;
};

/** What a member may be stored as, by the type of the field in the Prisma schema. */
const ENCODERS: Record<FieldKind, Record<string, Encode>> = {
  text: { String: text },
  key: { String: text, Int: numeral32, BigInt: numeral64 },
  nullable: { String: nullable },
  integer: { Int: integer, BigInt: big },
  timestamp: {
    DateTime: date,
    BigInt: (value) => date(value) && BigInt((value as Date).getTime()),
  },
  boolean: { Boolean: boolean },
  json: { Json: lossless, String: (value) => json(value) && JSON.stringify(value) },
};

const DECODERS: Record<FieldKind, Codec["decode"]> = {
  text: (value) => (typeof value === "string" ? value : broken("text", value)),
  key: (value) =>
    value === null || typeof value === "object" ? broken("an id", value) : String(value),
  nullable: (value) =>
    value === null || typeof value === "string" ? value : broken("text or null", value),
  integer(value) {
    const number = typeof value === "bigint" ? Number(value) : value;
    return Number.isSafeInteger(number) ? number : broken("a whole number", value);
  },
  timestamp(value) {
    const date = typeof value === "bigint" ? new Date(Number(value)) : value;
    const isDate = date instanceof Date && !Number.isNaN(date.getTime());
    return isDate ? date : broken("a date", value);
  },
  boolean: (value) => (typeof value === "boolean" ? value : broken("true or false", value)),
  json(value) {
    const data: unknown = typeof value === "string" ? JSON.parse(value) : value;
    const isObject = typeof data === "object" && data !== null && !Array.isArray(data);
    return isObject ? data : broken("a JSON object", value);
  },
};

/** `undefined` where the field cannot hold the member. */
export function codecFor(kind: FieldKind, field: FieldReference): Codec | undefined {
  if (field.isList) return undefined;
  const isName = kind === "text" && field.isEnum;
  const encode = isName ? text : ENCODERS[kind][field.typeName];
  return encode ? { encode, decode: DECODERS[kind] } : undefined;
}

/** The types of fields that a member of this kind fits into, for messages. */
export function fieldTypesFor(kind: FieldKind): string {
  return Object.keys(ENCODERS[kind]).join(" or ");
}

function broken(expected: string, value: unknown): never {
  throw new TypeError(
    `Expected ${expected} in the database, got ${value === null ? "null" : typeof value}.`,
  );
}
