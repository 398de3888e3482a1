import type { MappedModel } from "../models/map-model.ts";
import type { Where } from "./delegate.ts";

/** Ids in one statement: as many as every database takes parameters. */
const PAGE = 500;

/**
 * Removes at most `limit` of the rows; resolves to how many. Looks them up first: what Prisma sends for a
 * `deleteMany` with a limit makes MariaDB read, and lock, the whole table.
 */
export async function deleteSome<Entry extends { readonly id: string }>(
  { model, name }: MappedModel<Entry>,
  condition: Where,
  limit: number,
): Promise<number> {
  const id = name("id");
  let removed = 0;
  for (let left = limit; left > 0; left -= PAGE) {
    const take = Math.min(left, PAGE);
    const rows = await model.findMany({ where: condition, select: { [id]: true }, take });
    if (rows.length === 0) break;
    const ids = rows.map((row) => row[id]);
    // The condition again: one of them may have been extended since.
    const { count } = await model.deleteMany({
      where: { AND: [{ [id]: { in: ids } }, condition] },
    });
    removed += count;
    if (rows.length < take) break;
  }
  return removed;
}
