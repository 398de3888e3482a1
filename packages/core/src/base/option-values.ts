import { SessionConfigError } from "./errors.ts";

/** Throws `SessionConfigError` if an option is none of the values it may have. */
export function readChoice<T extends string>(value: T, choices: readonly T[], option: string): T {
  if (choices.includes(value)) return value;
  const list = choices.map((choice) => JSON.stringify(choice)).join(", ");
  const expected = list.replace(/, ([^,]*)$/, " or $1");
  throw new SessionConfigError(option, `expected ${expected}, got ${JSON.stringify(value)}.`);
}

/** Throws `SessionConfigError` if an option is no whole number of this range. */
export function readWhole(
  value: number,
  option: string,
  min: number,
  max: number = Number.POSITIVE_INFINITY,
): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  const range = max === Number.POSITIVE_INFINITY ? `from ${min}` : `from ${min} to ${max}`;
  throw new SessionConfigError(option, `expected a whole number ${range}.`);
}
