import type { ActivityEntry, ActivityLog } from "@sessionkit/core";
import { and, desc, eq, lt, lte, or } from "drizzle-orm";
import type { Connection } from "../database/connection.ts";
import type { MappedTable } from "../database/database.ts";
import type { Dialect } from "../dialects/dialect.ts";

export function activityLog(
  connection: Connection,
  activity: MappedTable<ActivityEntry>,
  dialect: Dialect,
): ActivityLog {
  const { db, run } = connection;
  const { table, columns, selection, encode, toRow, fromRow } = activity;
  const { id, userId, at } = columns;
  const { insertOnce, deleteSome } = dialect.createWrites(connection, activity);
  const sortId = dialect.byteOrder(id);

  return {
    record: async (entry) => insertOnce(toRow(entry)),

    async listByUser(user, limit, cursor) {
      if (limit <= 0) return [];
      const since = cursor && encode("at", cursor.at);
      // The first condition lets the database start in the index at the cursor. The second excludes entries before it.
      const afterCursor = cursor && and(lte(at, since), or(lt(at, since), lt(sortId, cursor.id)));
      const select = () =>
        db
          .select(selection)
          .from(table)
          .where(and(eq(userId, user), afterCursor));
      const rows = await run(() =>
        select().orderBy(desc(at), desc(sortId)).limit(limit).$withCache(false),
      );
      return rows.map(fromRow);
    },

    deleteBefore: async (before, limit) => deleteSome([lt(at, encode("at", before))], limit),
  };
}
