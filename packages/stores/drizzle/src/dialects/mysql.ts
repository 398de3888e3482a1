import { and, eq, sql } from "drizzle-orm";
import type { Write } from "../database/database.ts";
import type { Dialect } from "./dialect.ts";

/** Number of rows that `deleteIds` deletes concurrently. Leaves the other connections of a pool to the application. */
const CONCURRENCY = 5;

/** For MySQL and MariaDB. MySQL has no `RETURNING`; both report the number of rows that a statement found. */
export const mysql: Dialect = {
  name: "mysql",

  timestampColumn: 'datetime("…", { fsp: 3 })',

  canHoldTimestamps(column) {
    const type = column.getSQLType();
    const [datetime, precision = "0"] = /^datetime(?:\((\d)\))?/.exec(type) ?? [];
    return datetime ? Number(precision) >= 3 : !/^(date|timestamp|int|mediumint)\b/.test(type);
  },

  count: affectedRows,

  // One DELETE per row: for several rows, MySQL reports how many were deleted, but not which.
  async deleteIds({ db, run }, table, id, where) {
    const rows = await run(() => db.select({ id }).from(table).where(where).$withCache(false));
    const removed: string[] = [];
    while (rows.length > 0) {
      await Promise.all(
        rows.splice(0, CONCURRENCY).map(async (row) => {
          const count = await run(() => affectedRows(db.delete(table).where(eq(id, row.id))));
          if (count > 0) removed.push(String(row.id));
        }),
      );
    }
    return removed;
  },

  // One statement per condition: not every version uses two indexes for one DELETE.
  async deleteSome({ db, run }, table, _, conditions, limit) {
    let count = 0;
    for (const condition of conditions) {
      if (count === limit) break;
      const left = limit - count;
      count += await run(() => affectedRows(db.delete(table).where(condition).limit(left)));
    }
    return count;
  },

  // Not INSERT IGNORE, which also ignores values that do not fit their columns.
  async insertOnce(insert) {
    try {
      await insert;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  },

  byteOrder: (id) => sql`${id}`,

  // In a comparison with a number, MySQL converts text to the number that it starts with, inexactly.
  isUser(id, userId) {
    const type = id.getSQLType();
    if (!/int|serial/.test(type) || /int|serial/.test(userId.getSQLType())) return eq(id, userId);
    const integer = sql.raw(/unsigned|serial/.test(type) ? "unsigned" : "signed");
    const sameNumber = sql`${id} = cast(${userId} as ${integer})`;
    return and(sameNumber, sql`cast(${id} as char) = ${userId}`) ?? sameNumber;
  },
};

interface Header {
  readonly affectedRows?: number;
  readonly rowsAffected?: number;
}

/** mysql2 returns a list whose first item is the header. Drivers over HTTP return only the header. */
async function affectedRows(write: Write): Promise<number> {
  const result = (await write) as Header | readonly Header[];
  const header = Array.isArray(result) ? result[0] : result;
  const count: unknown = header?.affectedRows ?? header?.rowsAffected;
  if (typeof count === "number") return count;
  throw new TypeError("The driver did not return the number of affected rows.");
}

function isDuplicate(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return Reflect.get(error, "errno") === 1062 || isDuplicate(error.cause);
}
