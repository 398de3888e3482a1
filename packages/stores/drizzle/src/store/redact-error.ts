/** Where drivers keep the values of a query: pg and PGlite, postgres.js, mysql2. */
const REVEALING = new Set([
  "detail",
  "where",
  "internalQuery",
  "query",
  "queryOptions",
  "params",
  "parameters",
  "args",
  "sql",
  "sqlMessage",
]);

/** `Duplicate entry 'a' for key …`, `value "a" is out of range`, `invalid input syntax for type uuid: "a"`. */
const QUOTED = [
  /(entry |value |: )(['"]).*\2(?= (?:for (?:key|column)|is out) )/s,
  /(: )(['"]).*\2$/s,
];

/**
 * The driver's error of a query that failed, without the values of the query, since what is thrown is in every log.
 * Not Drizzle's around it, which has them all. A copy of the same class: some drivers' properties cannot be removed.
 */
export function redactError(error: unknown): unknown {
  const isDrizzles = error instanceof Error && error.message.startsWith("Failed query:");
  const own = isDrizzles ? (error.cause ?? new Error("The driver gave no error.")) : error;
  return own instanceof Error ? withoutValues(own) : own;
}

function withoutValues(error: Error): Error {
  const message = QUOTED.reduce((text, quoted) => text.replace(quoted, "$1…"), error.message);
  const copy = Object.setPrototypeOf(new Error(message), Object.getPrototypeOf(error)) as Error;
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(error))) {
    if (name === "message" || name === "stack" || REVEALING.has(name)) continue;
    Object.defineProperty(copy, name, property);
  }
  copy.stack = error.stack?.replace(error.message, () => message) ?? message;
  if (error.cause instanceof Error) copy.cause = withoutValues(error.cause);
  return copy;
}
