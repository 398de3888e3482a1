import { describeType } from "./describe-type.ts";
import { SessionConfigError } from "./errors.ts";

/**
 * Throws `SessionConfigError` for a value that is not an object, and for an unknown member. The message suggests the
 * nearest known name.
 *
 * @param path of the value, empty for the options themselves
 */
export function checkNames(value: unknown, known: readonly string[], path: string): void {
  if (typeof value !== "object" || value === null) {
    throw new SessionConfigError(
      path || "options",
      `expected an object, got ${describeType(value)}.`,
    );
  }
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const nearest = known.toSorted((a, b) => distance(name, a) - distance(name, b))[0] ?? "";
    throw new SessionConfigError(
      path === "" ? name : `${path}.${name}`,
      `there is no such option. ${distance(name, nearest) <= 3 ? `Did you mean ${path === "" ? nearest : `${path}.${nearest}`}?` : `Known are ${known.join(", ")}.`}`,
    );
  }
}

/** Levenshtein distance, case-insensitive. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1]?.toLowerCase() === b[j - 1]?.toLowerCase();
      next.push(
        Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1)),
      );
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
