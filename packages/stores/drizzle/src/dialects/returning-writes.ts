import { and, type Column, or, type SQL } from "drizzle-orm";
import type { Dialect } from "../database/dialect.ts";

/**
 * The writes of databases that have `RETURNING` for every statement. Each is one statement.
 *
 * @param isOneOf returns the condition that an id is in the result of a query
 */
export function returningWrites(isOneOf: (id: Column, ids: never) => SQL): Dialect["createWrites"] {
  return ({ db, run, table, columns: { id } }) => {
    const deleteIds = async (where: SQL | undefined) => {
      const rows = await run(() => db.delete(table).where(where).returning({ id }));
      return rows.map((row) => String(row.id));
    };
    return {
      insertOnce: (row) =>
        run(() => db.insert(table).values(row).onConflictDoNothing({ target: id })),
      update: async (row, where) =>
        (await run(() => db.update(table).set(row).where(where).returning({ id }))).length,
      delete: async (where) => (await deleteIds(where)).length,
      deleteIds,
      async deleteSome(conditions, limit) {
        if (limit <= 0) return 0;
        // SQLite has DELETE … LIMIT only as a compile-time option, and Postgres does not have it.
        const condition = or(...conditions);
        const some = db.select({ id }).from(table).where(condition).limit(limit);
        // The condition is repeated, so that a session that was extended after the subquery is not deleted.
        return (await deleteIds(and(isOneOf(id, some as never), condition))).length;
      },
    };
  };
}
