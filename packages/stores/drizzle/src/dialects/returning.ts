import type { Dialect } from "./dialect.ts";

/** What `RETURNING` answers in one statement, for the databases that have it everywhere. */
export const returning: Pick<Dialect, "count" | "deleteIds" | "insertOnce"> = {
  async count(write, id) {
    return (await write.returning({ id })).length;
  },

  async deleteIds({ db, run }, table, id, where) {
    const rows = await run(() => db.delete(table).where(where).returning({ id }));
    return rows.map((row) => String(row.id));
  },

  async insertOnce(insert, id) {
    await insert.onConflictDoNothing({ target: id });
  },
};
