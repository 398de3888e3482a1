import type { ActivityEntry, ActivityLog } from "@sessionkit/core";
import { and, desc, eq, lt, lte, or } from "drizzle-orm";
import type { MappedTable } from "../columns/map-table.ts";
import type { Dialect } from "../dialects/dialect.ts";
import type { Database } from "./database.ts";

export function activityLog(
  db: Database,
  activity: MappedTable<ActivityEntry>,
  dialect: Dialect,
): ActivityLog {
  const { table, columns, encode, toRow, fromRow } = activity;
  const { id, userId, at } = columns;

  return {
    async record(entry) {
      await dialect.insertOnce(db.insert(table).values(toRow(entry)), id);
    },

    async listByUser(user, limit, cursor) {
      if (limit <= 0) return [];
      const since = cursor && encode("at", cursor.at);
      // The first condition alone lets an index begin at the cursor; the second leaves out what came before it.
      const rest = cursor && and(lte(at, since), or(lt(at, since), lt(id, cursor.id)));
      const rows = await db
        .select(columns)
        .from(table)
        .where(and(eq(userId, user), rest))
        .orderBy(desc(at), desc(id))
        .limit(limit)
        .$withCache(false);
      return rows.map(fromRow);
    },

    async deleteBefore(before, limit) {
      if (limit <= 0) return 0;
      return dialect.deleteSome(db, table, id, lt(at, encode("at", before)), limit);
    },
  };
}
