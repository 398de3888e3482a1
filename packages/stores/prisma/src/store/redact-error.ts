/** Codes whose messages name tables, columns, constraints and hosts, and never a value. */
const HARMLESS = /^P(10(0[0138]|1[017])|20(02|03|11|2[1245]|34|37))$/;

/** What the message of a query that does not fit the schema may say. */
const MISFIT = /^(Argument `\w+` is missing|Unknown (argument|field) `\w+`).*$/m;

/**
 * The same error without the query: Prisma's own has the values in its message and the driver's has them in its
 * own, and so would every log. `code` is Prisma's, such as `P2002`, or the network's; `driverCode` the database's,
 * such as `23505` or `1062`.
 */
export function redactError(error: unknown): unknown {
  if (!(error instanceof Error)) return new Error("Something was thrown that is no error.");
  if (isOwn(error)) return error;
  const { code, driverCode } = codesOf(error);
  const safe = new Error(messageOf(error, code, driverCode));
  safe.name = error.name;
  return Object.assign(safe, code && { code }, driverCode && { driverCode });
}

/** Thrown by this package about a row or an argument, without its value. */
function isOwn(error: Error): boolean {
  return error.constructor === TypeError;
}

function messageOf(error: Error, code?: string, driverCode?: string): string {
  const text = error.message.trim();
  if (code && HARMLESS.test(code)) return lastLine(text);
  if (isOfSystem(error)) return text;
  const [misfit] = MISFIT.exec(text) ?? [];
  if (misfit) return `The model does not fit: ${misfit}`;
  return driverCode ? `The database answered with ${driverCode}.` : "Its message is left out.";
}

/** Before it are the place in the code that asked and, sometimes, the query. */
function lastLine(text: string): string {
  return text.slice(text.lastIndexOf("\n") + 1);
}

/** `connect ECONNREFUSED 127.0.0.1:5432` and the like. */
function isOfSystem(error: Error): boolean {
  return "syscall" in error && typeof error.syscall === "string";
}

interface Codes {
  readonly code?: string | undefined;
  readonly driverCode?: string | undefined;
}

function codesOf(error: Error): Codes {
  const { code, meta } = error as { code?: unknown; meta?: { driverAdapterError?: Error } };
  const driver = meta?.driverAdapterError?.cause as { originalCode?: unknown } | undefined;
  return {
    code: typeof code === "string" ? code : undefined,
    driverCode: driver?.originalCode === undefined ? undefined : String(driver.originalCode),
  };
}
