/** The properties in which pg, PGlite, postgres.js and mysql2 store the query or its values. */
const SENSITIVE =
  /^(detail|where|internalQuery|query|queryOptions|params|parameters|args|sql|sqlMessage)$/;

/** `Duplicate entry 'a' for key …`, `value "a" is out of range`, `invalid input syntax for type uuid: "a"`. */
const QUOTED = [
  /(entry |value |: )(['"]).*\2(?= (?:for (?:key|column)|is out) )/s,
  /(: )(['"]).*\2$/s,
];

/**
 * Copies the driver's error of a failed query without the query's values, since errors are logged. Omits Drizzle's own
 * error around it, which contains all values. The copy has the same class: some properties of drivers cannot be removed.
 */
export function redactError(error: unknown): unknown {
  const isWrapper = error instanceof Error && error.message.startsWith("Failed query:");
  const underlying = isWrapper ? error.cause : error;
  if (underlying instanceof Error) return copyWithoutValues(underlying);
  return underlying ?? new Error("The driver rejected without an Error.");
}

function copyWithoutValues(error: Error): Error {
  const message = QUOTED.reduce((text, quoted) => text.replace(quoted, "$1…"), error.message);
  const copy = Object.setPrototypeOf(new Error(message), Object.getPrototypeOf(error)) as Error;
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(error))) {
    if (name === "message" || name === "stack" || SENSITIVE.test(name)) continue;
    Object.defineProperty(copy, name, property);
  }
  copy.stack = error.stack?.replace(error.message, () => message) ?? message;
  if (error.cause instanceof Error) copy.cause = copyWithoutValues(error.cause);
  return copy;
}
