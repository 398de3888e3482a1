import { parseObject } from "../base/json.ts";
import type { FieldKind } from "./record-fields.ts";

/**
 * Converts a value from a database into a member of a record. Accepts the forms that drivers return: numbers as text or
 * `bigint`, timestamps as milliseconds, booleans as 0 and 1, JSON as text. Throws `TypeError`, without the value, if it
 * cannot be a member of this kind: an invalid row is an error, not a session.
 */
export function decodeField(kind: FieldKind, value: unknown): unknown {
  if (value === null && (kind === "nullable" || kind === "owner")) return null;
  const [expected, decode] = KINDS[kind];
  if (value === null || value === undefined) return reject(expected, value);
  return decode(value, expected);
}

type Decode = (value: NonNullable<unknown>, expected: string) => unknown;

/** What an error says that it expected, and the function that converts a value. */
const KINDS: Record<FieldKind, readonly [expected: string, decode: Decode]> = {
  text: ["text", decodeText],
  key: ["an id", decodeText],
  owner: ["an id or null", decodeText],
  nullable: ["text or null", decodeText],
  integer: ["an integer", decodeInteger],
  milliseconds: ["an integer", decodeInteger],
  timestamp: ["a timestamp", decodeTimestamp],
  boolean: ["a boolean", decodeBoolean],
  json: ["a JSON object", decodeJson],
};

/** Drivers return binary columns as bytes. */
function decodeText(value: NonNullable<unknown>, expected: string): string {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return typeof value === "object" ? reject(expected, value) : String(value);
}

function decodeInteger(value: NonNullable<unknown>, expected: string): number {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : reject(expected, value);
}

function decodeTimestamp(value: NonNullable<unknown>, expected: string): Date {
  const date = value instanceof Date ? value : new Date(Number(value));
  return Number.isNaN(date.getTime()) ? reject(expected, value) : date;
}

function decodeBoolean(value: NonNullable<unknown>, expected: string): boolean {
  const number = Number(value);
  return number === 0 || number === 1 ? number === 1 : reject(expected, value);
}

function decodeJson(value: NonNullable<unknown>, expected: string): object {
  const data = typeof value === "string" ? parseObject(value) : value;
  const isObject = typeof data === "object" && data !== null && !Array.isArray(data);
  return isObject ? data : reject(expected, value);
}

function reject(expected: string, value: unknown): never {
  throw new TypeError(
    `Expected ${expected} in the database, got ${value === null ? "null" : typeof value}.`,
  );
}
