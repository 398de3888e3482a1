/** The database failed or did not answer in time. `answerProblem` answers 503. */
class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  readonly status = 503;
}

/** Milliseconds. The same as the `timeout` of sessions. */
const TIMEOUT = 2_000;

/** Errors of this application and not of the database: an invalid statement, or a violated constraint. */
const OWN_FAULTS = new Set(["PrismaClientValidationError", "P2002", "P2003", "P2025"]);

/** Runs a statement of this application. Rejects with `DatabaseError` in an outage, and after two seconds without an answer. */
export async function query<T>(run: () => PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DatabaseError(`The database did not answer within ${TIMEOUT} ms.`)),
      TIMEOUT,
    );
  });
  try {
    return await Promise.race([run(), timeout]);
  } catch (error) {
    throw isOutage(error) ? new DatabaseError("The database failed.", { cause: error }) : error;
  } finally {
    clearTimeout(timer);
  }
}

function isOutage(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof DatabaseError) return false;
  const { code } = error as { code?: unknown };
  return !OWN_FAULTS.has(error.name) && !(typeof code === "string" && OWN_FAULTS.has(code));
}
