import type { SQL } from "drizzle-orm";
import type { MappedTable } from "../database/dialect.ts";

/** Returns the records that match. A query cache of the application may have sessions that were ended, and is not used. */
export async function selectRecords<Entry extends object>(
  { db, run, table, selection, fromRow }: MappedTable<Entry>,
  where: SQL | undefined,
  order: readonly SQL[],
  limit?: number,
): Promise<Entry[]> {
  const rows = await run(() => {
    const select = db.select(selection).from(table).where(where).$dynamic();
    const sorted = select.orderBy(...order).$withCache(false);
    return limit === undefined ? sorted : sorted.limit(limit);
  });
  return rows.map(fromRow);
}
