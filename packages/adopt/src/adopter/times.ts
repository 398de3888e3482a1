import { SessionConfigError } from "@sessionkit/core";
import { describeType } from "@sessionkit/core/store";

/** The largest time that a `Date` holds, in milliseconds. */
const MAX_TIME = 8.64e15;

/** Milliseconds of a `NumericDate` (RFC 7519, 2), or undefined for any other value. */
export function fromSeconds(value: unknown): number | undefined {
  return fromMillis(typeof value === "number" ? value * 1_000 : undefined);
}

/** The value if a `Date` can hold it, else undefined. */
export function fromMillis(value: unknown): number | undefined {
  return typeof value === "number" && Math.abs(value) <= MAX_TIME ? value : undefined;
}

/** A date of a row: a `Date`, or ISO 8601 text with a time zone. A number is refused, because its unit is not known. */
export type RowDate = Date | string;

const ISO = /^\d{4}-\d\d-\d\dT.+(?:Z|[+-]\d\d:?\d\d)$/;

/** Returns milliseconds. Throws `SessionConfigError` for a row that does not have the date. */
export function fromRowDate(member: string, value: unknown): number {
  const isDate = value instanceof Date || (typeof value === "string" && ISO.test(value));
  const time = isDate ? new Date(value).getTime() : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new SessionConfigError(
    "findSession",
    `returned a session whose ${member} is ${describeType(value)}. Return a valid Date, or ISO 8601 text with a time zone.`,
  );
}
