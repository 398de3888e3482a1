/** Leaves the other connections of a pool, which has ten by default, to the application. */
const CONCURRENCY = 5;

/**
 * Deletes rows with one statement per row, five at a time. For databases that return only how many rows a statement deleted,
 * and not which: of several concurrent calls, the one whose statement found the row has removed it.
 *
 * @param remove deletes a row, and returns how many rows the statement found
 * @returns the ids of the rows that this call removed
 */
export async function deleteEach(
  ids: readonly string[],
  remove: (id: string) => Promise<number>,
): Promise<string[]> {
  const removed: string[] = [];
  const left = [...ids];
  const deleteNext = async () => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      if ((await remove(id)) > 0) removed.push(id);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, deleteNext));
  return removed;
}
