import type { FieldKind, MappedField } from "@sessionkit/core/store";
import type { FieldReference } from "./delegate.ts";

type Encode = MappedField["encode"];

/**
 * Encoders return `undefined` for a value of another type, which is then rejected. Prisma would accept it: an object as an
 * operator (`{ not: "" }`) and `undefined` as no condition, so that a query would match the sessions of other users.
 */
const text: Encode = (value) => (typeof value === "string" ? value : undefined);
const orNull =
  (encode: Encode): Encode =>
  (value) =>
    value === null ? null : encode(value);
const integer: Encode = (value) => (Number.isSafeInteger(value) ? value : undefined);
const bigint: Encode = (value) =>
  Number.isSafeInteger(value) ? BigInt(value as number) : undefined;
const date: Encode = (value) =>
  value instanceof Date && !Number.isNaN(value.getTime()) ? value : undefined;
const milliseconds: Encode = (value) => date(value) && BigInt((value as Date).getTime());
const boolean: Encode = (value) => (typeof value === "boolean" ? value : undefined);
const object: Encode = (value) => (typeof value === "object" && value !== null ? value : undefined);
const json: Encode = (value) => (object(value) && !hasProto(value) ? value : undefined);
const jsonText: Encode = (value) => object(value) && JSON.stringify(value);

/** Prisma copies JSON member by member and drops members that are called `__proto__`. */
function hasProto(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, "__proto__") || Object.values(value).some(hasProto);
}

const MAX_INT = 2n ** 31n;
const MAX_BIGINT = 2n ** 63n;

/** Accepts the canonical spelling of a number only, which decoding returns: `7`, not `007`. */
function parseNumber(value: unknown, limit: bigint): bigint | undefined {
  if (typeof value !== "string" || !/^(0|-?[1-9]\d{0,18})$/.test(value)) return undefined;
  const number = BigInt(value);
  return number >= -limit && number < limit ? number : undefined;
}

const intKey: Encode = (value) => {
  const number = parseNumber(value, MAX_INT);
  return number === undefined ? undefined : Number(number);
};
const bigintKey: Encode = (value) => parseNumber(value, MAX_BIGINT);

/** The encoder for each kind of member, by the type of the field in the Prisma schema. */
const ENCODERS: Record<FieldKind, Record<string, Encode>> = {
  text: { String: text },
  key: { String: text, Int: intKey, BigInt: bigintKey },
  owner: { String: orNull(text), Int: orNull(intKey), BigInt: orNull(bigintKey) },
  nullable: { String: orNull(text) },
  integer: { Int: integer, BigInt: bigint },
  milliseconds: { BigInt: bigint },
  timestamp: { DateTime: date, BigInt: milliseconds },
  boolean: { Boolean: boolean },
  json: { Json: json, String: jsonText },
};

/** Returns `undefined` if the field cannot hold members of this kind. */
export function encoderFor(kind: FieldKind, field: FieldReference): Encode | undefined {
  if (field.isList) return undefined;
  return kind === "text" && field.isEnum ? text : ENCODERS[kind][field.typeName];
}

/** Returns the field types that can hold members of this kind, for error messages. */
export function fieldTypesFor(kind: FieldKind): string {
  return Object.keys(ENCODERS[kind]).join(" or ");
}
