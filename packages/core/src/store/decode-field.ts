import type { FieldKind } from "./record-fields.ts";

/**
 * Converts a value from a database into a member of a record. Accepts the forms that drivers return: numbers as text or
 * `bigint`, timestamps as milliseconds, booleans as 0 and 1, JSON as text. Throws `TypeError`, without the value, if it
 * cannot be a member of this kind: an invalid row is an error, not a session.
 */
export function decodeField(kind: FieldKind, value: unknown): unknown {
  if (value === null && (kind === "nullable" || kind === "owner")) return null;
  if (value === null || value === undefined) return reject(kind, value);
  return DECODERS[kind](value);
}

function decodeInteger(value: NonNullable<unknown>): number {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : reject("integer", value);
}

const DECODERS: Record<FieldKind, (value: NonNullable<unknown>) => unknown> = {
  text: (value) => decodeText("text", value),
  key: (value) => decodeText("key", value),
  owner: (value) => decodeText("owner", value),
  nullable: (value) => decodeText("nullable", value),
  integer: decodeInteger,
  milliseconds: decodeInteger,
  timestamp(value) {
    const date = value instanceof Date ? value : new Date(Number(value));
    return Number.isNaN(date.getTime()) ? reject("timestamp", value) : date;
  },
  boolean(value) {
    const number = Number(value);
    return number === 0 || number === 1 ? number === 1 : reject("boolean", value);
  },
  json(value) {
    const data: unknown = typeof value === "string" ? parse(value) : value;
    const isObject = typeof data === "object" && data !== null && !Array.isArray(data);
    return isObject ? data : reject("json", data === undefined ? value : data);
  },
};

/** Drivers return binary columns as bytes. */
function decodeText(kind: FieldKind, value: NonNullable<unknown>): string {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return typeof value === "object" ? reject(kind, value) : String(value);
}

/** Returns undefined for invalid JSON: the message of `JSON.parse` would contain the value. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const EXPECTED: Record<FieldKind, string> = {
  text: "text",
  key: "an id",
  owner: "an id or null",
  nullable: "text or null",
  integer: "an integer",
  timestamp: "a timestamp",
  milliseconds: "an integer",
  boolean: "a boolean",
  json: "a JSON object",
};

function reject(kind: FieldKind, value: unknown): never {
  throw new TypeError(
    `Expected ${EXPECTED[kind]} in the database, got ${value === null ? "null" : typeof value}.`,
  );
}
