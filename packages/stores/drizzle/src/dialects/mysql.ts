import { and, eq, sql } from "drizzle-orm";
import type { Write } from "../store/database.ts";
import type { Dialect } from "./dialect.ts";

/** How many rows `deleteIds` removes at once: some connections of a pool, never all. */
const AT_ONCE = 5;

/** What MySQL and MariaDB both have: no RETURNING, and counts of the rows that a statement found. */
export const mysql: Dialect = {
  name: "mysql",

  momentColumn: 'datetime("…", { fsp: 3 })',

  holdsMoments(column) {
    const type = column.getSQLType();
    const [datetime, precision = "0"] = /^datetime(?:\((\d)\))?/.exec(type) ?? [];
    return datetime ? Number(precision) >= 3 : !/^(date|timestamp|int|mediumint)\b/.test(type);
  },

  count: affected,

  // Whoever's own DELETE found the row has removed it. A DELETE of many says how many, but not which.
  async deleteIds({ db, run }, table, id, where) {
    const rows = await run(() => db.select({ id }).from(table).where(where).$withCache(false));
    const removed: string[] = [];
    while (rows.length > 0) {
      await Promise.all(
        rows.splice(0, AT_ONCE).map(async (row) => {
          const count = await run(() => affected(db.delete(table).where(eq(id, row.id))));
          if (count > 0) removed.push(String(row.id));
        }),
      );
    }
    return removed;
  },

  // One statement for each condition, which has an index: not every version reads two for one DELETE.
  async deleteSome({ db, run }, table, _, conditions, limit) {
    let count = 0;
    for (const condition of conditions) {
      if (count === limit) break;
      const left = limit - count;
      count += await run(() => affected(db.delete(table).where(condition).limit(left)));
    }
    return count;
  },

  // IGNORE would let pass what does not fit its column, too.
  async insertOnce(insert) {
    try {
      await insert;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  },

  sortable: (id) => sql`${id}`,

  // MySQL takes text for the number it begins with, and compares the two inexactly.
  isUser(id, userId) {
    const type = id.getSQLType();
    if (!/int|serial/.test(type) || /int|serial/.test(userId.getSQLType())) return eq(id, userId);
    const whole = sql.raw(/unsigned|serial/.test(type) ? "unsigned" : "signed");
    const sameNumber = sql`${id} = cast(${userId} as ${whole})`;
    return and(sameNumber, sql`cast(${id} as char) = ${userId}`) ?? sameNumber;
  },
};

interface Header {
  readonly affectedRows?: number;
  readonly rowsAffected?: number;
}

/** mysql2 answers with a list that begins with it, drivers over HTTP with the object alone. */
async function affected(write: Write): Promise<number> {
  const answer = (await write) as Header | readonly Header[];
  const header = Array.isArray(answer) ? answer[0] : answer;
  const count: unknown = header?.affectedRows ?? header?.rowsAffected;
  if (typeof count !== "number")
    throw new TypeError("The driver did not say how many rows it found.");
  return count;
}

function isDuplicate(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return Reflect.get(error, "errno") === 1062 || isDuplicate(error.cause);
}
