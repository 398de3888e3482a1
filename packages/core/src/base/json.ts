import { SessionConfigError } from "./errors.ts";
import { isStorable } from "./text.ts";

/** A value that a round trip through JSON does not change, so that every store and token can hold it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export type JsonObject = { readonly [key: string]: Json };

const MAX_DEPTH = 64;

/**
 * Returns a deeply frozen copy of a JSON object, so that a value has the same type on every request and in the browser.
 * Throws `SessionConfigError`, naming the member, for a value that JSON would change or drop (a promise, a Date, a BigInt,
 * `undefined`, a class instance, `NaN`) and for text that UTF-8 or a database cannot hold (NUL, a lone surrogate).
 */
export function normalizeObject(value: unknown, path: string): JsonObject {
  return normalize(plainObject(value, path), path, 0) as JsonObject;
}

/** Throws `SessionConfigError` for anything else, such as a promise, of which a spread would leave nothing. */
export function plainObject(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (isPlainObject(value)) return value;
  throw new SessionConfigError(path, `expected a plain object, got ${describe(value)}.`);
}

/** Like `normalizeObject`, for any JSON value. */
export function normalizeJson(value: unknown, path: string): Json {
  return normalize(value, path, 0);
}

function normalize(value: unknown, path: string, depth: number): Json {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") {
    if (isStorable(value)) return value;
    throw new SessionConfigError(path, "holds a NUL or a lone surrogate. Remove it first.");
  }
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (depth > MAX_DEPTH) {
    throw new SessionConfigError(path, `is nested more than ${MAX_DEPTH} levels deep.`);
  }
  if (Array.isArray(value)) {
    return Object.freeze(
      Array.from(value, (item, index) => normalize(item, `${path}.${index}`, depth + 1)),
    );
  }
  if (isPlainObject(value)) {
    const members = Object.entries(value).map(([name, member]) => {
      if (!isStorable(name)) {
        throw new SessionConfigError(
          path,
          "has a member whose name holds a NUL or a lone surrogate.",
        );
      }
      return [name, normalize(member, `${path}.${name}`, depth + 1)] as const;
    });
    return Object.freeze(Object.fromEntries(members));
  }
  throw new SessionConfigError(
    path,
    `is ${describe(value)}, which JSON cannot hold. ${advice(value)}`,
  );
}

/** The object that a text holds as JSON; null for any other text. */
export function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch (error) {
    // The message of the error would contain the text.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Objects of another realm (a test environment, a VM context) have an Object.prototype of their own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "number") return String(value);
  if (typeof value !== "object") return `a ${typeof value}`;
  if (Array.isArray(value)) return "an array";
  if (typeof (value as { then?: unknown }).then === "function") return "a promise";
  const name = (value as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof name === "string" && name !== "" ? `an instance of ${name}` : "an object";
}

function advice(value: unknown): string {
  if (value === undefined) return "Leave the member out, or use null.";
  if (value instanceof Date) return "Use toISOString() or getTime().";
  if (typeof value === "bigint") return "Use a string.";
  return "Convert it to strings, numbers, booleans, arrays and plain objects.";
}
