import type { Prepared, Row, Select } from "./database.ts";

/**
 * A query that is built once, at its first call: building costs Drizzle more than the database takes to answer.
 * Not before, since some drivers compile it at once, and the table may be made after the store.
 */
export function preparedOnce(
  name: string,
  build: () => Select,
): (values: Row) => PromiseLike<Row[]> {
  let prepared: Prepared | undefined;
  return (values) => {
    prepared ??= build().prepare(name);
    return prepared.execute(values);
  };
}
