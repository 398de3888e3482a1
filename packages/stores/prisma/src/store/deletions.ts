import type { MappedModel } from "../models/map-model.ts";

/** Maximum number of ids in one statement: every database accepts as many parameters. */
const BATCH = 500;

/**
 * Deletes at most `limit` rows whose `member` is before a time. Returns how many. Reads their ids first, in the order of
 * the index: for a `deleteMany` with a limit, Prisma sends a statement that makes MariaDB read and lock the whole table.
 */
export async function deleteBefore<Entry extends { readonly id: string }>(
  { model, name, encode }: MappedModel<Entry>,
  member: keyof Entry & string,
  before: Date & Entry[typeof member],
  limit: number,
): Promise<number> {
  const id = name("id");
  const timestamp = name(member);
  const isOld = { [timestamp]: { lt: encode(member, before) } };
  let removed = 0;
  for (let left = limit; left > 0; left -= BATCH) {
    const take = Math.min(left, BATCH);
    const rows = await model.findMany({
      where: isOld,
      select: { [id]: true },
      // Without an order Prisma sorts by the primary key, and the database uses that index instead.
      orderBy: [{ [timestamp]: "asc" }],
      take,
    });
    if (rows.length === 0) break;
    // With the condition again: a session may have been extended since the read.
    const { count } = await model.deleteMany({
      where: { [id]: { in: rows.map((row) => row[id]) }, ...isOld },
    });
    removed += count;
    if (rows.length < take) break;
  }
  return removed;
}
