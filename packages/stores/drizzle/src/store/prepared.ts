import { sql } from "drizzle-orm";
import type { Connection, Prepared } from "./database.ts";
import { statementName } from "./statement-name.ts";

/**
 * Built once, at the first call: building costs Drizzle more than the database takes to answer. Not before, since some
 * drivers compile it at once, and the table may be made after the store.
 */
export const prepared: Connection["prepare"] = (build) => {
  let statement: Prepared | undefined;
  return (id) => {
    if (!statement) {
      const select = build(sql.placeholder("id"));
      statement = select.prepare(statementName(select.toSQL().sql));
    }
    return statement.execute({ id });
  };
};
