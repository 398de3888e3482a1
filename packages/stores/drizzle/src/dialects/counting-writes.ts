import { eq, type SQL } from "drizzle-orm";
import type { Write } from "../database/database.ts";
import type { Dialect } from "./dialect.ts";

/** Number of rows that `deleteIds` deletes concurrently. Leaves the other connections of a pool to the application. */
const CONCURRENCY = 5;

/** The writes of databases that return only the number of rows that a statement found. */
export const countingWrites: Dialect["createWrites"] = (
  { db, run },
  { table, columns: { id } },
) => {
  const count = (build: () => Write) => run(async () => affectedRows(await build()));
  const remove = (where: SQL | undefined) => count(() => db.delete(table).where(where));
  return {
    // Not INSERT IGNORE, which also ignores values that do not fit their columns.
    async insertOnce(row) {
      try {
        await run(() => db.insert(table).values(row));
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    update: (row, where) => count(() => db.update(table).set(row).where(where)),

    delete: remove,

    // One DELETE per row: for several rows, MySQL reports how many were deleted, but not which.
    async deleteIds(where) {
      const rows = await run(() => db.select({ id }).from(table).where(where).$withCache(false));
      const removed: string[] = [];
      while (rows.length > 0) {
        await Promise.all(
          rows.splice(0, CONCURRENCY).map(async (row) => {
            if ((await remove(eq(id, row.id))) > 0) removed.push(String(row.id));
          }),
        );
      }
      return removed;
    },

    // One statement per condition: not every version uses two indexes for one DELETE.
    async deleteSome(conditions, limit) {
      let left = limit;
      for (const condition of conditions) {
        if (left <= 0) break;
        left -= await count(() => db.delete(table).where(condition).limit(left));
      }
      return limit - left;
    },
  };
};

interface Header {
  readonly affectedRows?: number;
  readonly rowsAffected?: number;
}

/** mysql2 returns a list whose first item is the header. Drivers over HTTP return only the header. */
function affectedRows(result: unknown): number {
  const header = (Array.isArray(result) ? result[0] : result) as Header | undefined;
  const count = header?.affectedRows ?? header?.rowsAffected;
  if (typeof count === "number") return count;
  throw new TypeError("The driver did not return the number of affected rows.");
}

function isDuplicate(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return Reflect.get(error, "errno") === 1062 || isDuplicate(error.cause);
}
