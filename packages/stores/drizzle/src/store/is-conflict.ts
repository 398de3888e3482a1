/** SQLSTATE of what a database undid for the sake of another statement: a serialization failure, a deadlock. */
const UNDONE = ["40001", "40P01"];

/** Whether the database undid a statement, which leaves nothing of it behind. By `code` in Postgres, `sqlState` in MySQL. */
export function isConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, sqlState } = error as { code?: unknown; sqlState?: unknown };
  return UNDONE.some((state) => state === code || state === sqlState) || isConflict(error.cause);
}
