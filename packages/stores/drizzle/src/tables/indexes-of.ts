/** The indexes of a table, named after it and their columns: `session_idle_expires_at_idx`. */
export function indexesOf<Built>(
  tableName: string,
  columns: Readonly<Record<string, { readonly name: string }>>,
  lists: readonly (readonly string[])[],
  index: (name: string) => { on(...columns: never[]): Built },
): Built[] {
  return lists.map((list) => {
    const indexed = list.flatMap((member) => columns[member] ?? []);
    const name = [tableName, ...indexed.map((column) => column.name), "idx"].join("_");
    return index(name).on(...(indexed as never[]));
  });
}
