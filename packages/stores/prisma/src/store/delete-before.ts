import type { MappedModel } from "../models/map-model.ts";

/** Ids in one statement: as many as every database takes parameters. */
const PAGE = 500;

/**
 * Removes at most `limit` of the rows whose `member` is before a moment; resolves to how many. Looks them up first,
 * the oldest ahead: what Prisma sends for a `deleteMany` with a limit makes MariaDB read, and lock, the whole table.
 */
export async function deleteBefore<Entry extends { readonly id: string }>(
  { model, name, encode }: MappedModel<Entry>,
  member: keyof Entry & string,
  before: Date & Entry[typeof member],
  limit: number,
): Promise<number> {
  const id = name("id");
  const moment = name(member);
  const isOld = { [moment]: { lt: encode(member, before) } };
  let removed = 0;
  for (let left = limit; left > 0; left -= PAGE) {
    const take = Math.min(left, PAGE);
    const rows = await model.findMany({
      where: isOld,
      select: { [id]: true },
      // Without an order Prisma adds the one of the primary key, and the database reads that instead of the index.
      orderBy: [{ [moment]: "asc" }],
      take,
    });
    if (rows.length === 0) break;
    // The condition again: one of them may have been extended since.
    const { count } = await model.deleteMany({
      where: { [id]: { in: rows.map((row) => row[id]) }, ...isOld },
    });
    removed += count;
    if (rows.length < take) break;
  }
  return removed;
}
