import { deleteEach } from "@sessionkit/core/store";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type {
  MySqlDatabase,
  MySqlQueryResultHKT,
  PreparedQueryHKTBase,
} from "drizzle-orm/mysql-core";
import type { Dialect } from "../database/dialect.ts";

/** The writes of MySQL and MariaDB, which return only the number of rows that a statement found. */
const createWrites: Dialect["createWrites"] = ({ db, run, table, columns: { id }, toRow }) => {
  const mysql = db as unknown as MySqlDatabase<MySqlQueryResultHKT, PreparedQueryHKTBase>;
  const count = async (write: () => PromiseLike<unknown>) => affectedRows(await run(write));
  const remove = (where: SQL | undefined) => count(() => db.delete(table).where(where));
  return {
    // Not INSERT IGNORE, which also ignores values that do not fit their columns.
    insertOnce: (row) =>
      run(() =>
        mysql
          .insert(table as never)
          .values(row as never)
          .onDuplicateKeyUpdate({ set: toRow({ id: sql`${id}` as never }) }),
      ),

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
        if (left <= 0) break;
        left -= await count(() =>
          mysql
            .delete(table as never)
            .where(where)
            .limit(left),
        );
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

  canHoldTimestamps(column) {
    const type = column.getSQLType();
    const [datetime, precision = "0"] = /^datetime(?:\((\d)\))?/.exec(type) ?? [];
    return datetime ? Number(precision) >= 3 : !/^(date|timestamp|int|mediumint)\b/.test(type);
  },

  createWrites,

  byteOrder: (id) => sql`${id}`,

  // Does not depend on the time zone of the connection.
  now: sql`timestampdiff(microsecond, '1970-01-01', utc_timestamp(3)) div 1000`,

  // In a comparison with a number, MySQL converts text to the number that it starts with, inexactly.
  isUser(id, userId) {
    const type = id.getSQLType();
    if (!/int|serial/.test(type) || /int|serial/.test(userId.getSQLType())) return eq(id, userId);
    const integer = sql.raw(/unsigned|serial/.test(type) ? "unsigned" : "signed");
    const sameNumber = sql`${id} = cast(${userId} as ${integer})`;
    return and(sameNumber, sql`cast(${id} as char) = ${userId}`) ?? sameNumber;
  },
};
