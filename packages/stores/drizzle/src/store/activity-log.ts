import type { ActivityEntry, ActivityLog } from "@sessionkit/core";
import { and, desc, eq, lt, lte, or } from "drizzle-orm";
import type { MappedTable } from "../columns/map-table.ts";
import type { Dialect } from "../dialects/dialect.ts";
import type { Connection } from "./database.ts";

export function activityLog(
  connection: Connection,
  activity: MappedTable<ActivityEntry>,
  dialect: Dialect,
): ActivityLog {
  const { db, run } = connection;
  const { table, columns, encode, toRow, fromRow } = activity;
  const { id, userId, at } = columns;
  const sortable = dialect.sortable(id);

  return {
    async record(entry) {
      await run(() => dialect.insertOnce(db.insert(table).values(toRow(entry)), id));
    },

    async listByUser(user, limit, cursor) {
      if (limit <= 0) return [];
      const since = cursor && encode("at", cursor.at);
      // The first condition alone lets an index begin at the cursor; the second leaves out what came before it.
      const rest = cursor && and(lte(at, since), or(lt(at, since), lt(sortable, cursor.id)));
      const rows = await run(() =>
        db
          .select(columns)
          .from(table)
          .where(and(eq(userId, user), rest))
          .orderBy(desc(at), desc(sortable))
          .limit(limit)
          .$withCache(false),
      );
      return rows.map(fromRow);
    },

    async deleteBefore(before, limit) {
      if (limit <= 0) return 0;
      return dialect.deleteSome(connection, table, id, [lt(at, encode("at", before))], limit);
    },
  };
}
