/** The database failed or did not answer in time. `answerProblem` answers 503. */
class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  readonly status = 503;
}

/** Milliseconds. The same as the `timeout` of sessions. */
const TIMEOUT = 2_000;

/** Errors that a retry does not cure: a statement of this application is wrong, or breaks a constraint. */
const OWN_FAULTS = new Set(["PrismaClientValidationError", "P2002", "P2003", "P2025"]);

/** Runs a statement of this application's own. Rejects with `DatabaseError` in an outage, and after two seconds of silence. */
export async function query<T>(run: () => PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DatabaseError(`The database was silent for ${TIMEOUT} ms.`)),
      TIMEOUT,
    );
  });
  try {
    return await Promise.race([run(), silence]);
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
