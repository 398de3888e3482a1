import { deleteEach } from "@sessionkit/core/store";
import { eq, type SQL, sql } from "drizzle-orm";
import type { MySqlDatabase, MySqlQueryResultHKT, MySqlTable } from "drizzle-orm/mysql-core";
import type { Dialect } from "../database/dialect.ts";

/** The writes of MySQL and MariaDB, which return only the number of rows that a statement found. */
const createWrites: Dialect["createWrites"] = ({ db, run, table, columns, toRow }) => {
  const { id } = columns;
  const mysqlDb = db as unknown as MySqlDatabase<MySqlQueryResultHKT, never>;
  const mysqlTable = table as unknown as MySqlTable;
  // Not INSERT IGNORE, which also ignores values that do not fit their columns.
  const unchanged = { set: toRow({ id: sql`${id}` as never }) };
  const count = async (write: () => PromiseLike<unknown>) => affectedRows(await run(write));
  const remove = (where: SQL | undefined) => count(() => db.delete(table).where(where));
  return {
    insertOnce: (row) =>
      run(() => mysqlDb.insert(mysqlTable).values(row).onDuplicateKeyUpdate(unchanged)),

    update: (row, where) => count(() => db.update(table).set(row).where(where)),

    delete: remove,

    async deleteIds(where) {
      const rows = await run(() => db.select({ id }).from(table).where(where).$withCache(false));
      return deleteEach(
        rows.map((row) => String(row.id)),
        (found) => remove(eq(id, found)),
      );
    },

    // One statement per condition: not every version uses two indexes for one DELETE.
    async deleteSome(conditions, limit) {
      let left = limit;
      for (const where of conditions) {
        if (left > 0)
          left -= await count(() => mysqlDb.delete(mysqlTable).where(where).limit(left));
      }
      return limit - left;
    },
  };
};

/** mysql2 returns a list whose first item is the header. Drivers over HTTP return only the header. */
function affectedRows(result: unknown): number {
  const { affectedRows, rowsAffected } = Object(Array.isArray(result) ? result[0] : result);
  const count: unknown = affectedRows ?? rowsAffected;
  if (typeof count === "number") return count;
  throw new TypeError("The driver did not return the number of affected rows.");
}

/** For MySQL and MariaDB. MySQL has no `RETURNING`; both report the number of rows that a statement found. */
export const mysql: Dialect = {
  name: "mysql",

  timestampColumn: 'datetime("…", { fsp: 3 })',

  // Without a precision, `datetime` has whole seconds.
  canHoldTimestamps: (column) =>
    !/^(date|timestamp|int|mediumint)\b|^datetime(?!\([3-6]\))/.test(column.getSQLType()),

  createWrites,

  byteOrder: (id) => sql`${id}`,

  // Does not depend on the time zone of the connection.
  now: sql`timestampdiff(microsecond, '1970-01-01', utc_timestamp(3)) div 1000`,

  // In a comparison with a number, MySQL converts text to the number that it starts with, inexactly.
  isUser(id, userId) {
    const type = id.getSQLType();
    if (!/int|serial/.test(type) || /int|serial/.test(userId.getSQLType())) return eq(id, userId);
    const integer = sql.raw(/unsigned|serial/.test(type) ? "unsigned" : "signed");
    return sql`(${id} = cast(${userId} as ${integer}) and cast(${id} as char) = ${userId})`;
  },
};
