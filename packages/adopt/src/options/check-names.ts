import { SessionConfigError } from "@sessionkit/core";
import { describeType } from "@sessionkit/core/store";

/** Throws `SessionConfigError` for a value that is not an object, and for an unknown member. */
export function checkNames(value: unknown, known: readonly string[], path: string): void {
  if (typeof value !== "object" || value === null) {
    throw new SessionConfigError(path, `expected an object, got ${describeType(value)}.`);
  }
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new SessionConfigError(
    path === "options" ? unknown : `${path}.${unknown}`,
    `there is no such option. Known are ${known.join(", ")}.`,
  );
}
