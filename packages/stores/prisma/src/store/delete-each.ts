import type { MappedModel } from "../models/map-model.ts";

/** Leaves the rest of a pool of connections, ten by default, to others. */
const AT_ONCE = 5;

/**
 * Removes these rows; resolves to the ids that this very call removed. A statement for each: Prisma only counts
 * what it deletes, and of several rows a count does not tell which were gone before.
 */
export async function deleteEach<Entry extends { readonly id: string }>(
  { model, where }: MappedModel<Entry>,
  ids: readonly string[],
): Promise<string[]> {
  const removed: string[] = [];
  const left = [...ids];
  const work = async () => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      const { count } = await model.deleteMany({ where: where({ id } as Partial<Entry>) });
      if (count > 0) removed.push(id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return removed;
}
