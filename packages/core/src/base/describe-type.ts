/** Describes a wrong option in an error by its type. Never includes the value, which may contain a password. */
export function describeType(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
