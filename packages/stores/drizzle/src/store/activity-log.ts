import type { ActivityEntry, ActivityLog } from "@sessionkit/core";
import { and, desc, eq, lt, lte, or } from "drizzle-orm";
import type { RecordTable } from "../database/dialect.ts";
import { selectRecords } from "./select-records.ts";

export function activityLog(activity: RecordTable<ActivityEntry>): ActivityLog {
  const { columns, dialect, encode, toRow, insertOnce, deleteSome } = activity;
  const { id, userId, at } = columns;
  const sortId = dialect.byteOrder(id);

  return {
    async record(entry) {
      await insertOnce(toRow(entry));
    },

    async listByUser(user, limit, cursor) {
      if (limit <= 0) return [];
      const since = cursor && encode("at", cursor.at);
      // The first condition lets the database start in the index at the cursor. The second excludes entries before it.
      const afterCursor = cursor && and(lte(at, since), or(lt(at, since), lt(sortId, cursor.id)));
      const where = and(eq(userId, user), afterCursor);
      return selectRecords(activity, where, [desc(at), desc(sortId)], limit);
    },

    deleteBefore: async (before, limit) => deleteSome([lt(at, encode("at", before))], limit),
  };
}
