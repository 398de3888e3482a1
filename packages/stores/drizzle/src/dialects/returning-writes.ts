import { and, type Column, or, type SQL } from "drizzle-orm";
import type { Select, Write } from "../database/database.ts";
import type { Dialect } from "./dialect.ts";

/**
 * The writes of databases that have `RETURNING` for every statement. Each is one statement.
 *
 * @param isOneOf returns the condition that an id is in the result of a query
 */
export function returningWrites(
  isOneOf: (id: Column, ids: Select) => SQL,
): Dialect["createWrites"] {
  return ({ db, run }, { table, columns: { id } }) => {
    const write = async (build: () => Write) => {
      const rows = await run(() => build().returning({ id }));
      return rows.map((row) => String(row.id));
    };
    const deleteIds = (where: SQL | undefined) => write(() => db.delete(table).where(where));
    return {
      async insertOnce(row) {
        await run(() => db.insert(table).values(row).onConflictDoNothing({ target: id }));
      },
      update: async (row, where) =>
        (await write(() => db.update(table).set(row).where(where))).length,
      delete: async (where) => (await deleteIds(where)).length,
      deleteIds,
      async deleteSome(conditions, limit) {
        if (limit <= 0) return 0;
        // SQLite has DELETE … LIMIT only as a compile-time option, and Postgres does not have it.
        const condition = or(...conditions);
        const some = db.select({ id }).from(table).where(condition).limit(limit);
        // The condition is repeated, so that a session that was extended after the subquery is not deleted.
        return (await deleteIds(and(isOneOf(id, some), condition))).length;
      },
    };
  };
}
