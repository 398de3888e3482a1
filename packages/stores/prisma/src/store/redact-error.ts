/** Codes whose messages contain names of tables, columns, constraints and hosts, but no values. */
const SAFE_CODES = /^P(10(0[0138]|1[017])|20(02|03|11|2[1245]|34|37))$/;

/** The safe part of the message for a query that does not match the schema. */
const MISMATCH = /^(Argument `\w+` is missing|Unknown (argument|field) `\w+`).*$/m;

/**
 * Copies an error without the query: the messages of Prisma and of the driver contain its values, and errors are logged.
 * `code` is the code of Prisma, such as `P2002`, or of the network. `driverCode` is the code of the database, such as
 * `23505` or `1062`.
 */
export function redactError(error: unknown): unknown {
  if (!(error instanceof Error)) return new Error("Prisma rejected without an Error.");
  // Thrown by this package or by core, without values.
  if (error.constructor === TypeError) return error;
  const { code, driverCode } = readCodes(error);
  const redacted = new Error(readMessage(error, code, driverCode));
  redacted.name = error.name;
  return Object.assign(redacted, code && { code }, driverCode && { driverCode });
}

interface Codes {
  readonly code?: string | undefined;
  readonly driverCode?: string | undefined;
}

function readCodes(error: Error): Codes {
  const { code, meta } = error as { code?: unknown; meta?: { driverAdapterError?: Error } };
  const driver = meta?.driverAdapterError?.cause as { originalCode?: unknown } | undefined;
  return {
    code: typeof code === "string" ? code : undefined,
    driverCode: driver?.originalCode === undefined ? undefined : String(driver.originalCode),
  };
}

function readMessage(error: Error, code?: string, driverCode?: string): string {
  const text = error.message.trim();
  // Before the last line are the place in the code and, in some messages, the query.
  if (code && SAFE_CODES.test(code)) return text.slice(text.lastIndexOf("\n") + 1);
  // A system error, such as `connect ECONNREFUSED 127.0.0.1:5432`.
  if ("syscall" in error && typeof error.syscall === "string") return text;
  const [mismatch] = MISMATCH.exec(text) ?? [];
  if (mismatch) return `The model does not match: ${mismatch}`;
  return driverCode ? `The database failed with ${driverCode}.` : "The message was removed.";
}
