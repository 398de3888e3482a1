import type { Connection } from "./database.ts";

const TRIES = 5;

/** SQLSTATE of what a database undid for the sake of another: a serialization failure, a deadlock. */
const UNDONE = ["40001", "40P01"];

/** Runs the statement again where the database undid it, which leaves nothing of it behind, a few times. */
export const retried: Connection["run"] = async (statement) => {
  for (let tries = 1; ; tries++) {
    try {
      return await statement();
    } catch (error) {
      if (tries === TRIES || !wasUndone(error)) throw error;
      await pause(tries);
    }
  }
};

/** By `code` in Postgres and its kin, by `sqlState` in MySQL. */
function wasUndone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, sqlState } = error as { code?: unknown; sqlState?: unknown };
  return UNDONE.some((state) => state === code || state === sqlState) || wasUndone(error.cause);
}

/** At random, so that those who met do not meet again: up to 10, 20, 40, 80 ms. */
function pause(tries: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * 5 * 2 ** tries));
}
